package io.trueup.batch.recompute;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.event.Position;
import io.trueup.port.Condition;
import io.trueup.port.Table;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import io.trueup.store.Tally;
import io.trueup.time.MovedClock;
import io.trueup.time.Span;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Hot deltas that expire while they are compared. */
class ExpiringTest {

  private static final Span RETENTION = Span.parse("1h");
  private static final int EPOCHS = 10;

  private final TestArchive archive = new TestArchive();
  private final Table control = archive.effects.table("control");
  private final MovedClock clock = new MovedClock(Instant.parse("2024-11-27T00:00:00Z"));
  private final long now = clock.millis() / TestArchive.EPOCH.millis();

  /** The first epoch whose deltas are there. */
  private final long oldest = now - RETENTION.millis() / TestArchive.EPOCH.millis();

  /** Says that 10 numbers are right; each pass takes so many epochs. */
  private final class Slow implements Engine.Records {
    private final Deque<Integer> passes;
    private final List<Long> from = new ArrayList<>();

    Slow(Integer... passes) {
      this.passes = new ArrayDeque<>(List.of(passes));
    }

    @Override
    public Compared compared(Comparing comparing, Repeats repeats) {
      from.add(comparing.from());
      clock.move(Duration.ofMillis(passes.remove() * TestArchive.EPOCH.millis()));
      return new Compared(10, Map.of(), List.of());
    }

    @Override
    public Repeats repeats() {
      throw new UnsupportedOperationException("repeats");
    }

    @Override
    public Engine.Grouped grouped(Repeats repeats) {
      throw new UnsupportedOperationException("grouped");
    }
  }

  /** Before any version each epoch that begins moves on what may be gone, but nothing was there. */
  @Test
  void compare_epochsWithoutRecordsExpireMeanwhile_comparedOnce() {
    enterFrom(oldest + 100);
    Slow records = new Slow(3);

    assertThat(compare(records).share()).contains(BigDecimal.ZERO);
    assertThat(records.from).containsExactly(oldest);
  }

  @Test
  void compare_someExpireMeanwhile_comparedOnceMoreWithoutThem() {
    enterFrom(oldest - 5);
    Slow records = new Slow(2, 0);

    Divergence divergence = compare(records);

    assertThat(records.from).containsExactly(oldest, oldest + 2);
    assertThat(divergence.expired()).isEqualTo(7);
    assertThat(divergence.agreeing()).isEqualTo(EPOCHS - 7);
    assertThat(divergence.share()).contains(BigDecimal.ZERO);
  }

  @Test
  void compare_theyExpireFasterThanTheyAreRead_endsAndSaysNothing() {
    enterFrom(oldest);
    Slow records = new Slow(1, 1);

    Divergence divergence = compare(records);

    assertThat(records.from).containsExactly(oldest, oldest + 1);
    assertThat(divergence.share()).isEmpty();
    assertThat(divergence.agreeing()).isZero();
    assertThat(divergence.expired()).isEqualTo(EPOCHS);
  }

  private Divergence compare(Engine.Records records) {
    Job.Hot hot = new Job.Hot("hot", 0, RETENTION);
    return new LikeForLike(archive.job(now, Optional.of(hot)), hot, 0, List.of(), control, clock)
        .compare(records, Repeats.NONE, Map.of());
  }

  /** Both layers have the same of some epochs, and have passed the cut. */
  private void enterFrom(long first) {
    for (Layer layer : Layer.values()) {
      for (long epoch = first; epoch < first + EPOCHS; epoch++) {
        enter(layer, TestArchive.ONE, epoch);
      }
      enter(layer, TestArchive.ONE, now);
      enter(layer, TestArchive.OTHER, now);
    }
  }

  private void enter(Layer layer, String shard, long epoch) {
    Position position = new Position(Long.toString(epoch), 0);
    new Ledger(control, layer)
        .write(
            new LedgerEntry(shard, epoch, position, position, 0, Tally.NONE, -1, Map.of()),
            new Condition.Absent());
  }
}
