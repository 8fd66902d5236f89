package io.trueup.batch.recompute;

import static io.trueup.batch.recompute.TestArchive.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.aggregate.Measures;
import io.trueup.store.ArchiveLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PartsTest {

  private final TestArchive archive = new TestArchive();

  @Test
  void next_littleMemory_givesMorePartsOfTheSameStates() {
    Random random = new Random(11);
    List<ArchiveLine> lines =
        IntStream.range(0, 200)
            .mapToObj(i -> archive.record(ONE, 5, Sale.random("" + i, random).data()))
            .toList();

    Map<String, Map<Long, Map<String, @Nullable Object>>> whole = numbers(lines, Parts.MOST);

    assertThat(numbers(lines, 1)).isEqualTo(whole);
    assertThat(whole).isNotEmpty();
  }

  private Map<String, Map<Long, Map<String, @Nullable Object>>> numbers(
      List<ArchiveLine> lines, int most) {
    Definition definition = archive.definition;
    Parts parts =
        new Parts(
            lines.iterator(),
            definition,
            at -> definition,
            Repeats.NONE,
            Replaced.of(List.of()),
            most);
    Map<String, List<byte[]>> strips = new TreeMap<>();
    while (parts.hasNext()) {
      Part part = parts.next();
      if (!part.key().equals(Tallies.KEY)) {
        strips.computeIfAbsent(part.key(), any -> new ArrayList<>()).add(part.bytes());
      }
    }
    Map<String, Map<Long, Map<String, @Nullable Object>>> numbers = new TreeMap<>();
    strips.forEach(
        (key, some) -> {
          Measures measures = definition.measures().get(StripKey.parse(key).view());
          Map<Long, Map<String, @Nullable Object>> strip = new TreeMap<>();
          StripParts.of(some, measures)
              .cells()
              .forEach(
                  (bucket, cell) -> strip.put(bucket, measures.decodeRecomputed(cell).values()));
          numbers.put(key, strip);
        });
    return numbers;
  }
}
