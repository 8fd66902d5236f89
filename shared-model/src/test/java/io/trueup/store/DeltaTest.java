package io.trueup.store;

import static io.trueup.store.Places.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.definition.Folders;
import io.trueup.definition.View;
import io.trueup.port.Condition;
import io.trueup.port.KeyOrder;
import io.trueup.port.MemoryTable;
import io.trueup.port.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeltaTest {

  private static final CellKey KEY = CellKey.of(List.of("ATL"));

  @Test
  void stored_keys_sortByEpochThenBucketThenShard() {
    List<DeltaKey> sorted = new ArrayList<>();
    for (long epoch : new long[] {0, 9, 10, 999_999_999_999L}) {
      for (long bucket : new long[] {Long.MIN_VALUE, -300_000, 0, 300_000, Long.MAX_VALUE}) {
        for (String shard : List.of("shardId-000@1", "shardId-001@1")) {
          sorted.add(key(epoch, bucket, shard));
        }
      }
    }
    List<DeltaKey> other = new ArrayList<>(sorted);
    Collections.shuffle(other, new Random(5));
    other.sort(Comparator.comparing(it -> it.stored().sort(), KeyOrder.BY_BYTES));
    assertThat(other).isEqualTo(sorted);
  }

  @Test
  void stored_differentMeanings_differentPartitions() {
    DeltaKey key = key(1, 0, "s");
    assertThat(
            List.of(
                key.stored().partition(),
                new DeltaKey("f2", "v", 0, KEY, 1, 0, "s").stored().partition(),
                new DeltaKey("f1", "w", 0, KEY, 1, 0, "s").stored().partition(),
                new DeltaKey("f1", "v", 63, KEY, 1, 0, "s").stored().partition(),
                new DeltaKey("f1", "v", 0, CellKey.of(List.of("atl")), 1, 0, "s")
                    .stored()
                    .partition()))
        .doesNotHaveDuplicates();
  }

  @Test
  void since_cut_onlyEpochsFromItOn() {
    MemoryTable hot = new MemoryTable();
    for (long epoch = 8; epoch < 12; epoch++) {
      write(hot, key(epoch, -300_000, "a"), epoch);
      write(hot, key(epoch, 600_000, "b"), epoch + 10);
    }
    write(hot, new DeltaKey("f1", "v", 0, CellKey.of(List.of("LAX")), 11, 0, "a"), 1);

    assertThat(Delta.since(10, hot, "f1", "v", 0, KEY))
        .extracting(found -> found.bucket() + " " + found.delta().applied())
        .containsExactly("-300000 10:0", "600000 20:0", "-300000 11:0", "600000 21:0");
    assertThat(Delta.since(12, hot, "f1", "v", 0, KEY)).isEmpty();
    assertThat(Delta.since(0, hot, "f2", "v", 0, KEY)).isEmpty();
  }

  @Test
  void between_epochs_thoseAloneFromAllPartsOfTheSpread() {
    View view =
        Folders.pipeline(
                Folders.orders(
                    """
                    pipeline: orders
                    events:
                      order: { schema: order.avsc, id: id, time: at, key: item.category }
                    views:
                      all:
                        from: order
                        by: []
                        every: { 5m: 7d }
                        measures: { orders: count() }
                        spread: 2
                    """))
            .views()
            .get(0);
    MemoryTable hot = new MemoryTable();
    for (long epoch = 8; epoch < 12; epoch++) {
      for (int part = 0; part < 2; part++) {
        String shard = "s" + part;
        write(
            hot,
            new DeltaKey(view.fingerprint(), view.name(), part, KEY, epoch, -300_000, shard),
            epoch);
      }
    }

    assertThat(Delta.between(9, 11, hot, view, KEY))
        .extracting(found -> found.epoch() + " " + found.bucket() + " " + found.shard())
        .containsExactlyInAnyOrder(
            "9 -300000 s0", "9 -300000 s1", "10 -300000 s0", "10 -300000 s1");
    assertThat(Delta.between(9, 9, hot, view, KEY)).isEmpty();
  }

  @Test
  void unchanged_otherApplied_refusesWithTheStored() {
    MemoryTable hot = new MemoryTable();
    write(hot, key(1, 0, "a"), 5);
    Delta next = new Delta(at(6), new byte[] {2});

    Outcome outcome =
        hot.write(next.item(key(1, 0, "a"), 9), new Delta(at(4), new byte[0]).unchanged());

    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(((Outcome.Refused) outcome).stored().map(Delta::read).orElseThrow().applied())
        .isEqualTo(at(5));
    assertThat(hot.write(next.item(key(1, 0, "a"), 9), new Delta(at(5), new byte[0]).unchanged()))
        .isEqualTo(new Outcome.Written());
  }

  private static void write(MemoryTable hot, DeltaKey key, long applied) {
    hot.write(new Delta(at(applied), new byte[] {1}).item(key, 99), new Condition.Absent());
  }

  private static DeltaKey key(long epoch, long bucket, String shard) {
    return new DeltaKey("f1", "v", 0, KEY, epoch, bucket, shard);
  }
}
