package io.trueup.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.port.Condition;
import io.trueup.port.ForwardingTable;
import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.MemoryRuns;
import io.trueup.port.MemoryTable;
import io.trueup.port.Outcome;
import io.trueup.port.Table;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeaseTest {

  private final MemoryTable control = new MemoryTable();
  private final MemoryRuns runs = new MemoryRuns();

  @Test
  void take_free_untilItsLengthIsOver() {
    assertThat(take("a", 1_000)).contains(new Lease("a", 61_000));
    assertThat(take("b", 1_001)).isEmpty();
    assertThat(take("b", 60_999)).isEmpty();
    assertThat(take("b", 61_000)).contains(new Lease("b", 121_000));
    assertThat(take("a", 61_001)).isEmpty();
  }

  @Test
  void take_byItsHolder_renews() {
    take("a", 1_000);
    assertThat(take("a", 50_000)).contains(new Lease("a", 110_000));
    assertThat(take("b", 100_000)).isEmpty();
  }

  @Test
  void take_ofOneThatHasEnded_takesOver() {
    take("a", 1_000);
    runs.end("b");
    assertThat(take("b", 2_000)).isEmpty();
    runs.end("a");
    assertThat(take("c", 3_000)).contains(new Lease("c", 63_000));
    assertThat(take("a", 4_000)).isEmpty();
  }

  @Test
  void take_twoFindItsHolderEnded_oneGetsIt() {
    take("old", 0);
    runs.end("old");
    Table slow = new Overtaken(control, () -> take("b", 1_000));
    assertThat(Lease.take(slow, "a", Duration.ofMinutes(1), at(1_000), runs)).isEmpty();
    assertThat(take("c", 2_000)).isEmpty();
  }

  @Test
  void release_byItsHolder_frees() {
    take("a", 1_000);
    Lease.release(control, "b");
    assertThat(take("b", 2_000)).isEmpty();
    Lease.release(control, "a");
    assertThat(take("b", 2_000)).isPresent();
    Lease.release(control, "a");
    assertThat(take("c", 3_000)).isEmpty();
  }

  @Test
  void release_nothingHeld_changesNothing() {
    Lease.release(control, "a");
    assertThat(control.all()).isEmpty();
  }

  @Test
  void take_twoFindItFree_oneGetsIt() {
    Table slow = new Overtaken(control, () -> take("b", 1_000));
    assertThat(Lease.take(slow, "a", Duration.ofMinutes(1), at(1_000), runs)).isEmpty();
    assertThat(take("b", 2_000)).isPresent();
  }

  @Test
  void take_twoFindItExpired_oneGetsIt() {
    take("old", 0);
    Table slow = new Overtaken(control, () -> take("b", 70_000));
    assertThat(Lease.take(slow, "a", Duration.ofMinutes(1), at(70_000), runs)).isEmpty();
    assertThat(take("b", 71_000)).isPresent();
  }

  /** The client sends a write again whose answer got lost, and that is refused by the first. */
  @Test
  void take_refusedByItsOwnWrite_isTaken() {
    Table again =
        new ForwardingTable(control) {
          @Override
          public Outcome write(Item item, Condition condition) {
            super.write(item, condition);
            return super.write(item, condition);
          }
        };
    assertThat(Lease.take(again, "a", Duration.ofMinutes(1), at(1_000), runs))
        .contains(new Lease("a", 61_000));
    assertThat(Lease.take(again, "a", Duration.ofMinutes(1), at(2_000), runs))
        .contains(new Lease("a", 62_000));
    assertThat(Lease.take(again, "b", Duration.ofMinutes(1), at(3_000), runs)).isEmpty();
  }

  /** The holder was away for longer than its lease, and gives up what is another's by now. */
  @Test
  void release_takenOverMeanwhile_keepsTheOthers() {
    take("a", 0);
    Lease.release(new Overtaken(control, () -> take("b", 70_000)), "a");
    assertThat(take("c", 80_000)).isEmpty();
  }

  private Optional<Lease> take(String holder, long now) {
    return Lease.take(control, holder, Duration.ofMinutes(1), at(now), runs);
  }

  private static Clock at(long now) {
    return Clock.fixed(Instant.ofEpochMilli(now), ZoneOffset.UTC);
  }

  /** A table between whose read and write something happens. */
  private static final class Overtaken extends ForwardingTable {
    private final Runnable event;

    Overtaken(Table table, Runnable event) {
      super(table);
      this.event = event;
    }

    @Override
    public Outcome write(Item item, Condition condition) {
      event.run();
      return super.write(item, condition);
    }

    @Override
    public Outcome remove(Key key, Condition condition) {
      event.run();
      return super.remove(key, condition);
    }
  }
}
