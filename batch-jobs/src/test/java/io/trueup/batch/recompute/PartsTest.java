package io.trueup.batch.recompute;

import static io.trueup.batch.recompute.TestArchive.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.aggregate.Measures;
import io.trueup.aggregate.State;
import io.trueup.store.ArchiveLine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
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

    Map<String, Map<Long, State>> whole = states(lines, Cells.MOST);

    assertThat(states(lines, 1)).isEqualTo(whole);
    assertThat(whole).isNotEmpty();
  }

  private Map<String, Map<Long, State>> states(List<ArchiveLine> lines, int most) {
    Definition definition = archive.definition;
    Parts parts =
        new Parts(
            lines.iterator(),
            definition,
            at -> definition,
            Repeats.NONE,
            new Cells(definition, most));
    Map<String, Map<Long, State>> states = new HashMap<>();
    while (parts.hasNext()) {
      Part part = parts.next();
      if (!part.key().equals(Tallies.KEY)) {
        Measures measures = definition.measures().get(StripKey.parse(part.key()).view());
        Map<Long, State> strip = states.computeIfAbsent(part.key(), any -> new HashMap<>());
        StripPart.decode(
            part.bytes(),
            (bucket, state) -> strip.merge(bucket, measures.decode(state), measures::merge));
      }
    }
    return states;
  }
}
