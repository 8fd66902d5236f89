package io.trueup.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.event.Position;
import io.trueup.port.Condition;
import io.trueup.port.MemoryRuns;
import io.trueup.port.MemoryTable;
import io.trueup.port.Shard;
import io.trueup.store.Approval;
import io.trueup.store.Doubts;
import io.trueup.store.InForce;
import io.trueup.store.Layer;
import io.trueup.store.Lease;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import io.trueup.store.Pointer;
import io.trueup.store.Segment;
import io.trueup.store.ShardMap;
import io.trueup.store.Tally;
import io.trueup.store.Version;
import io.trueup.time.Span;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the control table holds. */
class ControlFormatsTest {

  private static final String SHARD = "shardId-000000000003@1732420000";
  private static final Position PLACE = new Position("9".repeat(129), 0);

  private static final InForce FIRST =
      InForce.first(Span.parse("5m"), "0123456789abcdef", "s3://bucket/definitions/0.zip");

  private final MemoryTable written = new MemoryTable();
  private final MemoryTable stored = new MemoryTable();

  @Test
  void ledger_goldenItems_writtenAndRead() {
    List<LedgerEntry> entries =
        List.of(
            new LedgerEntry(
                SHARD,
                5_666_667,
                new Position("77", 2),
                PLACE,
                1_700_000_299_999L,
                new Tally(
                    Map.of(
                        "received", 12L,
                        "accepted", 8L,
                        "beats", 1L,
                        "rejected.schema", 2L,
                        "rejected.not_json", 1L),
                    -1_234_567_890_123_456_789L),
                170_000_029,
                Map.of("rejected.schema", new Position("78", 0), "rejected.not_json", PLACE)),
            new LedgerEntry(
                SHARD, 5_666_668, PLACE, PLACE, 1_700_000_300_000L, Tally.NONE, -1, Map.of()));
    Ledger ledger = new Ledger(written, Layer.SPEED);
    entries.forEach(entry -> ledger.write(entry, new Condition.Absent()));
    new Ledger(written, Layer.ARCHIVE).write(entries.get(1), new Condition.Absent());

    assertWritten("ledger.v1.txt");

    assertThat(new Ledger(stored, Layer.SPEED).entries(SHARD, 0, 6_000_000)).isEqualTo(entries);
    assertThat(new Ledger(stored, Layer.ARCHIVE).head(SHARD)).contains(entries.get(1));
  }

  @Test
  void ledger_lateAndRepeated_writtenAndRead() {
    Map<String, Long> counts =
        Map.of("received", 9L, "accepted", 9L, Tally.LATE, 4L, Tally.REPEATED, 2L);
    LedgerEntry entry =
        new LedgerEntry(
            SHARD,
            5_666_667,
            PLACE,
            PLACE,
            1_700_000_299_999L,
            new Tally(counts, 7),
            -1,
            Map.of(),
            List.of("0123456789abcdef", "fedcba9876543210"));
    new Ledger(written, Layer.SPEED).write(entry, new Condition.Absent());

    assertWritten("ledger-late.v2.txt");

    assertThat(new Ledger(stored, Layer.SPEED).head(SHARD)).contains(entry);
  }

  @Test
  void shardMap_goldenItems_writtenAndRead() {
    BigInteger half = BigInteger.ONE.shiftLeft(127);
    List<Shard> shards =
        List.of(
            new Shard("shardId-000000000000@1732420000", List.of(), BigInteger.ZERO, half),
            new Shard(
                SHARD,
                List.of("shardId-000000000000@1732420000", "shardId-000000000001@1732420000"),
                BigInteger.ZERO,
                half.shiftLeft(1).subtract(BigInteger.ONE)));
    ShardMap.extend(written, shards);

    assertWritten("shards.v1.txt");

    assertThat(ShardMap.read(stored).shards().values()).containsExactlyInAnyOrderElementsOf(shards);
  }

  @Test
  void pointer_goldenItem_writtenAndRead() {
    Version one =
        new Version(
            "run-1",
            List.of(new Segment("trueup-run-1-1", 0, 5_666_000)),
            Map.of("orders", "0123456789abcdef"),
            Version.CrossCheck.NOT_CHECKED,
            3);
    Version two =
        new Version(
            "run-2",
            List.of(
                new Segment("trueup-run-1-1", 0, 5_666_000),
                new Segment("trueup-run-2-1", 5_666_000, 5_666_667)),
            Map.of("orders", "0123456789abcdef", "all", "fedcba9876543210"),
            Version.CrossCheck.CHECKED,
            0);
    Pointer pointer = new Pointer(42, Optional.of(two), List.of(one), Pointer.Hold.PINNED);
    Pointer.FIRST.swap(written, pointer);

    assertWritten("pointer.v1.txt");

    assertThat(Pointer.read(stored)).isEqualTo(pointer);
  }

  @Test
  void pointer_versionOverGaps_writtenAndRead() {
    Version version =
        new Version(
            "run-5",
            List.of(new Segment("trueup-run-5-1", 0, 5_666_800)),
            Optional.of("0123456789abcdef"),
            Map.of("orders", "0123456789abcdef"),
            Version.CrossCheck.NOT_CHECKED,
            17,
            4,
            0,
            Optional.empty());
    Pointer pointer = new Pointer(45, Optional.of(version), List.of(), Pointer.Hold.FREE);
    Pointer.FIRST.swap(written, pointer);

    assertWritten("pointer-lacking.v1.txt");

    assertThat(Pointer.read(stored)).isEqualTo(pointer);
  }

  @Test
  void pointer_comparedAndAcceptedVersion_writtenAndRead() {
    Version version =
        new Version(
            "run-3",
            List.of(new Segment("trueup-run-3-1", 0, 5_666_700)),
            Optional.empty(),
            Map.of("orders", "0123456789abcdef"),
            Version.CrossCheck.NOT_CHECKED,
            3,
            3,
            2,
            Optional.of(new BigDecimal("0.00000012")));
    Pointer pointer = new Pointer(43, Optional.of(version), List.of(), Pointer.Hold.FREE);
    Pointer.FIRST.swap(written, pointer);

    assertWritten("pointer-compared.v1.txt");

    assertThat(Pointer.read(stored)).isEqualTo(pointer);
  }

  @Test
  void approval_goldenItem_writtenAndRead() {
    assertWritten(
        Optional.of(new Doubts(12, 3, new BigDecimal("0.0042"))), "approval-doubts.v1.txt");
  }

  /** As an older release wrote it. */
  @Test
  void approval_withoutDoubts_writtenAndRead() {
    assertWritten(Optional.empty(), "approval.v1.txt");
  }

  private void assertWritten(Optional<Doubts> doubts, String name) {
    Approval asked =
        new Approval(
            "run-1",
            "runs/run-1/1/report.json",
            "trueup-run-1-1-0",
            "divergence 0.0042, expected at most 0.001",
            doubts,
            "AQCE\"1\"",
            1_700_000_000_000L,
            1_700_086_400_000L,
            Approval.Standing.WAITING,
            "");
    asked.write(written, Optional.empty());
    Approval decided = asked.decided(Approval.Standing.REJECTED, "wrong feed");
    decided.write(written, Optional.of(asked));

    assertWritten(name);

    assertThat(Approval.read(stored, "run-1")).contains(decided);
    assertThat(Approval.read(stored, "run-2")).isEmpty();
  }

  @Test
  void pointer_withoutVersion_writtenAndRead() {
    Pointer.FIRST.swap(written, Pointer.FIRST.resumed());

    assertWritten("pointer-empty.v1.txt");

    assertThat(Pointer.read(stored)).isEqualTo(Pointer.FIRST.resumed());
  }

  @Test
  void lease_goldenItem_writtenAndRead() {
    Clock clock = Clock.fixed(Instant.ofEpochMilli(1_700_000_000_000L), ZoneOffset.UTC);
    Lease.take(written, "run \"1\"", Duration.ofMinutes(10), clock, new MemoryRuns());

    assertWritten("lease.v1.txt");

    assertThat(Lease.take(stored, "other", Duration.ofMinutes(1), clock, new MemoryRuns()))
        .isEmpty();
    assertThat(Lease.take(stored, "run \"1\"", Duration.ofMinutes(1), clock, new MemoryRuns()))
        .isPresent();
  }

  @Test
  void inForce_oneDefinition_writtenAndRead() {
    InForce inForce = InForce.establish(written, FIRST, 0);

    assertWritten("control.v1.txt");

    assertThat(InForce.read(stored)).contains(inForce).contains(FIRST);
  }

  @Test
  void inForce_changedDefinitions_writtenAndRead() {
    InForce first = InForce.establish(written, FIRST, 0);
    InForce second = joined("fedcba9876543210", 1_700_000_000_000L);
    InForce third = joined("00000000deadbeef", 1_700_003_600_000L);
    InForce claimed =
        third.claimed(third.tenures().get(2), 41).closed(third.tenures().get(1), 5_666_700);
    third.swap(written, claimed);

    assertWritten("control.v2.txt");

    assertThat(InForce.read(stored)).contains(claimed);
    assertThat(second.tenures()).startsWith(first.first()).hasSize(2);
  }

  private InForce joined(String fingerprint, long now) {
    InForce mine =
        InForce.first(
            Span.parse("5m"), fingerprint, "s3://bucket/definitions/%s.zip".formatted(fingerprint));
    return InForce.establish(written, mine, now);
  }

  @Test
  void ledger_severalDefinitions_writtenAndRead() {
    LedgerEntry entry =
        new LedgerEntry(
            SHARD,
            5_666_668,
            PLACE,
            PLACE,
            1_700_000_300_000L,
            Tally.NONE,
            -1,
            Map.of(),
            List.of("0123456789abcdef", "fedcba9876543210"));
    new Ledger(written, Layer.SPEED).write(entry, new Condition.Absent());

    assertWritten("ledger.v2.txt");

    assertThat(new Ledger(stored, Layer.SPEED).head(SHARD)).contains(entry);
    assertThat(entry.counting()).contains("fedcba9876543210");
  }

  @Test
  void pointer_ofAChangedDefinition_writtenAndRead() {
    Version version =
        new Version(
            "run-3",
            List.of(new Segment("trueup-run-3-1", 0, 5_666_700)),
            Optional.of("fedcba9876543210"),
            Map.of("orders", "0123456789abcdef"),
            Version.CrossCheck.CHECKED,
            0);
    Pointer pointer = new Pointer(43, Optional.of(version), List.of(), Pointer.Hold.FREE);
    Pointer.FIRST.swap(written, pointer);

    assertWritten("pointer-changed.v1.txt");

    assertThat(Pointer.read(stored)).isEqualTo(pointer);
  }

  /** Fails unless what is written stands in the golden file; stores what does. */
  private void assertWritten(String name) {
    Golden golden = new Golden(name);
    golden.assertWrites(written.all());
    stored.writeAll(golden.items());
  }
}
