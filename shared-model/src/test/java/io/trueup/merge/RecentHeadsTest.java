package io.trueup.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.event.Position;
import io.trueup.port.Condition;
import io.trueup.port.MemoryShards;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import io.trueup.store.ShardMap;
import io.trueup.store.Tally;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecentHeadsTest {

  private static final long NOW = 1_000_000;

  private final Served served = new Served();
  private final MemoryShards shards = new MemoryShards(1);
  private final RecentHeads recent = new RecentHeads(served.control, served.library);

  @Test
  void at_withinHalfASecond_areThoseOfBefore() {
    ShardMap.extend(served.control, shards.list());
    RecentHeads.Known first = recent.at(NOW);
    assertThat(first.heads().heads()).isEmpty();
    head();

    assertThat(recent.at(NOW + 499)).isSameAs(first);
    assertThat(recent.at(NOW - 499)).isSameAs(first);
  }

  @Test
  void at_halfASecondLater_areReadAgain() {
    ShardMap.extend(served.control, shards.list());
    RecentHeads.Known first = recent.at(NOW);
    head();

    RecentHeads.Known second = recent.at(NOW + 500);
    assertThat(second).isNotSameAs(first);
    assertThat(second.heads().heads()).hasSize(1);
    assertThat(recent.at(NOW + 999)).isSameAs(second);
  }

  /** Another clock of this process may lie behind. */
  @Test
  void at_halfASecondBefore_areReadAgain() {
    RecentHeads.Known first = recent.at(NOW);
    assertThat(recent.at(NOW - 500)).isNotSameAs(first);
  }

  private void head() {
    Position place = new Position("1", 0);
    new Ledger(served.control, Layer.SPEED)
        .write(
            new LedgerEntry(
                shards.list().get(0).id(), 1, place, place, 60_000, Tally.NONE, -1, Map.of()),
            new Condition.Absent());
  }
}
