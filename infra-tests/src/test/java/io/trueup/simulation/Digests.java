package io.trueup.simulation;

import java.util.List;
import java.util.stream.LongStream;

/** The digests of some histories, also as a process of its own. */
final class Digests {

  private Digests() {}

  public static void main(String[] args) {
    of(1, 20).forEach(System.out::println);
  }

  static List<Long> of(long from, long to) {
    return LongStream.rangeClosed(from, to)
        .mapToObj(seed -> History.run(Plan.of(seed)).trace().digest())
        .toList();
  }
}
