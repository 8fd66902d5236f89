package io.trueup.batch.recompute;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.port.MemoryTable;
import io.trueup.port.Workers;
import io.trueup.store.CellKey;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private final Definition definition = Sales.definition();
  private final List<Integer> batches = new ArrayList<>();
  private final Workers readers =
      tasks -> {
        batches.add(tasks.size());
        Workers.inOrder().run(tasks);
      };

  /** A busy key has as many states as thousands of others: what is in memory is not a few keys. */
  @Test
  void of_groupsOfManyStates_fewAtOnce() {
    Compared compared = compared(groups(12, 4), 10);

    assertThat(batches).containsExactly(3, 3, 3, 3);
    assertThat(compared.pairs()).isEqualTo(12 * 4 * measures());
  }

  @Test
  void of_groupsOfFewStates_manyAtOnce() {
    Compared compared = compared(groups(12, 1), 10);

    assertThat(batches).containsExactly(10, 2);
    assertThat(compared.pairs()).isEqualTo(12 * measures());
  }

  @Test
  void of_groupsThatAreOnlyListed_notAllAtOnce() {
    Compared compared = compared(groups(12, 0), 10);

    assertThat(batches).containsExactly(10, 2);
    assertThat(compared).isEqualTo(Compared.NONE);
  }

  private Compared compared(Iterator<Group> groups, int most) {
    return Comparison.of(
        groups,
        new Comparing("hot", 0, 64, Map.of()),
        new MemoryTable(),
        definition,
        readers,
        most);
  }

  private long measures() {
    return definition.pipeline().views().get(0).measures().size();
  }

  /** So many keys of the first view, each with so many states of no delta. */
  private Iterator<Group> groups(int keys, int states) {
    return Stream.iterate(0, key -> key + 1)
        .limit(keys)
        .map(
            key -> {
              PortionStates all = new PortionStates(definition.measures().get(0));
              for (int bucket = 0; bucket < states; bucket++) {
                Portion portion = new Portion(7, bucket, TestArchive.ONE);
                all.put(portion, Repeat.NONE, definition.measures().get(0).empty());
              }
              String text = PortionGroup.of(0, 7, CellKey.of(List.of("key " + key))).text();
              return new Group(text, List.of(all.encode()));
            })
        .iterator();
  }
}
