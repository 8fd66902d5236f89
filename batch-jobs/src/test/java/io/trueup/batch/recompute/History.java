package io.trueup.batch.recompute;

import io.trueup.event.StreamRecord;
import io.trueup.store.ArchiveLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Sales on two shards over some hours, many of them repeats of one of the last records: within the
 * hour of the window, beyond it, on the same shard or the other; and what is right of them, by
 * loops over a list.
 */
record History(List<One> all) {

  private static final long WINDOW = 3_600_000;
  private static final long START = 346_484_000L * 5_000;

  /** A record; {@code good} ones are accepted. */
  record One(ArchiveLine line, Sale sale, boolean good) {

    StreamRecord record() {
      return new StreamRecord(line.position(), line.arrival(), line.data());
    }
  }

  static History random(TestArchive archive, Random random, int count) {
    List<One> all = new ArrayList<>();
    long arrival = START;
    for (int i = 0; i < count; i++) {
      arrival += random.nextInt(300_000) / (1 + random.nextInt(3));
      int id = random.nextInt(3) > 0 ? i : Math.max(0, i - random.nextInt(60));
      Sale sale = Sale.random("id-" + id, random);
      boolean good = random.nextInt(10) > 0;
      String json = new String(sale.data(), StandardCharsets.UTF_8);
      byte[] data =
          (good ? json : json.replace("\"units\"", "\"things\"")).getBytes(StandardCharsets.UTF_8);
      String shard = random.nextInt(3) > 0 ? TestArchive.ONE : TestArchive.OTHER;
      all.add(new One(archive.arrived(shard, arrival, data), sale, good));
    }
    return new History(all);
  }

  List<One> accepted() {
    return all.stream()
        .filter(One::good)
        .sorted(
            Comparator.comparing((One one) -> one.line().epoch())
                .thenComparing(one -> one.line().position()))
        .toList();
  }

  List<One> below(long cut) {
    return accepted().stream().filter(one -> one.line().epoch() < cut).toList();
  }

  /** The first of each id. */
  static List<One> once(List<One> ordered) {
    Set<String> ids = new HashSet<>();
    return ordered.stream().filter(one -> ids.add(one.sale().id())).toList();
  }

  /** What the speed layer leaves out. */
  boolean isInWindow(One one) {
    return earlier(one).stream()
        .anyMatch(it -> it.line().arrival() >= one.line().arrival() - WINDOW);
  }

  /** In the report's words. */
  String cause(One one) {
    if (isInWindow(one)) {
      return "in_window";
    }
    return earlier(one).isEmpty() ? "across_shards" : "beyond_window";
  }

  private List<One> earlier(One one) {
    return accepted().stream()
        .filter(it -> it.line().shard().equals(one.line().shard()))
        .filter(it -> it.sale().id().equals(one.sale().id()))
        .filter(it -> it.line().position().compareTo(one.line().position()) < 0)
        .toList();
  }

  /** How many repeats below a cut have a cause. */
  long count(long cut, String cause) {
    List<One> once = once(below(cut));
    return below(cut).stream()
        .filter(one -> !once.contains(one) && cause(one).equals(cause))
        .count();
  }

  static List<Sale> sales(List<One> some) {
    return some.stream().map(One::sale).toList();
  }
}
