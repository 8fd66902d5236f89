package io.trueup.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.event.Position;
import io.trueup.merge.Certificate.Completeness;
import io.trueup.port.Condition;
import io.trueup.port.MemoryShards;
import io.trueup.port.Outcome;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import io.trueup.store.Pointer;
import io.trueup.store.ShardMap;
import io.trueup.store.Tally;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnapshotTest {

  private static final long MINUTE = 60_000;

  private final Served served = new Served();
  private final MemoryShards shards = new MemoryShards(2);

  @Test
  void take_nothingYet_knowsOfNoTime() {
    Certificate certificate = served.snapshot().certificate();
    assertThat(certificate.generation()).isZero();
    assertThat(certificate.version()).isEmpty();
    assertThat(certificate.cut()).isEqualTo(Instant.EPOCH);
    assertThat(certificate.asOf()).isEmpty();
    assertThat(certificate.hold()).isEqualTo(Certificate.Hold.FREE);
    assertThat(certificate.complete()).isEqualTo(Completeness.COMPLETE);
  }

  @Test
  void take_headsOnEveryShard_asOfTheSlowest() {
    ShardMap.extend(served.control, shards.list());
    head(Layer.SPEED, 0, 7 * MINUTE + 5);
    assertThat(served.snapshot().certificate().asOf()).isEmpty();
    head(Layer.ARCHIVE, 1, 3 * MINUTE);
    assertThat(served.snapshot().certificate().asOf()).isEmpty();
    head(Layer.SPEED, 1, 6 * MINUTE + 4);
    assertThat(served.snapshot().certificate().asOf())
        .contains(Instant.ofEpochMilli(6 * MINUTE + 4));
  }

  @Test
  void take_speedBehindTheCut_asOfTheCut() {
    ShardMap.extend(served.control, shards.list());
    head(Layer.SPEED, 0, 7 * MINUTE);
    served.trueUp(List.of(), 9);
    Certificate certificate = served.snapshot().certificate();
    assertThat(certificate.cut()).isEqualTo(Instant.ofEpochMilli(9 * MINUTE));
    assertThat(certificate.asOf()).contains(Instant.ofEpochMilli(9 * MINUTE));
    assertThat(certificate.version().orElseThrow().id()).isEqualTo("v9");
    assertThat(certificate.generation()).isEqualTo(1);
  }

  @Test
  void take_afterRollback_isPinnedUntilResume() {
    served.trueUp(List.of(), 5).trueUp(List.of(), 9);
    Pointer pointer = Pointer.read(served.control);
    swap(pointer, pointer.rolledBackTo("v5").orElseThrow());
    assertThat(served.snapshot().certificate().hold()).isEqualTo(Certificate.Hold.PINNED);
    assertThat(served.snapshot().certificate().generation()).isEqualTo(3);

    swap(Pointer.read(served.control), Pointer.read(served.control).resumed());
    assertThat(served.snapshot().certificate().hold()).isEqualTo(Certificate.Hold.FREE);
  }

  @Test
  void take_cutOlderThanRetention_saysThatDeltasMayHaveExpired() {
    served.trueUp(List.of(), 9);
    long end = 9 * MINUTE + Served.RETENTION.millis();
    assertThat(complete(end - 1)).isEqualTo(Completeness.COMPLETE);
    assertThat(complete(end)).isEqualTo(Completeness.DELTAS_MAY_HAVE_EXPIRED);
  }

  /** Without a true-up every delta is needed, from the first one on. */
  @Test
  void take_noTrueUpForLongerThanRetention_saysThatDeltasMayHaveExpired() {
    ShardMap.extend(served.control, shards.list());
    head(Layer.SPEED, 0, 30 * MINUTE);
    head(Layer.SPEED, 1, 20 * MINUTE);
    head(Layer.SPEED, 1, 99 * MINUTE);
    long end = 20 * MINUTE + Served.RETENTION.millis();
    assertThat(complete(end - 1)).isEqualTo(Completeness.COMPLETE);
    assertThat(complete(end)).isEqualTo(Completeness.DELTAS_MAY_HAVE_EXPIRED);
  }

  @Test
  void covers_view_byFingerprintOfTheVersion() {
    assertThat(served.snapshot().covers(served.view)).isTrue();
    served.trueUp(List.of(), 9);
    assertThat(served.snapshot().covers(served.view)).isTrue();
  }

  private Completeness complete(long now) {
    return Snapshot.take(served.control, served.library, Served.EPOCHS, Served.RETENTION, now)
        .certificate()
        .complete();
  }

  private void head(Layer layer, int shard, long arrival) {
    Position place = new Position("1", 0);
    new Ledger(served.control, layer)
        .write(
            new LedgerEntry(
                shards.list().get(shard).id(),
                arrival / MINUTE,
                place,
                place,
                arrival,
                Tally.NONE,
                -1,
                Map.of()),
            new Condition.Absent());
  }

  private void swap(Pointer from, Pointer to) {
    assertThat(from.swap(served.control, to)).isEqualTo(new Outcome.Written());
  }
}
