package io.trueup.store;

import static io.trueup.store.Places.entry;
import static io.trueup.store.Places.heads;
import static io.trueup.store.Places.map;
import static io.trueup.store.Places.shard;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.port.Condition;
import io.trueup.port.MemoryTable;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadsTest {

  private static final Epochs EPOCHS = new Epochs(new Span(1_000));
  private static final ShardMap TWO = map(shard("a"), shard("b"));
  private static final ShardMap SPLIT =
      map(shard("a"), shard("b"), shard("a1", "a"), shard("a2", "a"));

  @Test
  void cut_noShards_isZero() {
    assertThat(heads(map()).cut()).isZero();
    assertThat(heads(map()).asOf(3, EPOCHS)).isEqualTo(3_000);
  }

  @Test
  void cut_openShards_isTheSlowest() {
    assertThat(heads(TWO, entry("a", 7, 7_100), entry("b", 5, 5_100)).cut()).isEqualTo(5);
    assertThat(heads(TWO, entry("a", 7, 7_100)).cut()).isZero();
  }

  @Test
  void asOf_openShards_isTheSlowestButNotBeforeTheCut() {
    Heads heads = heads(TWO, entry("a", 7, 7_100), entry("b", 5, 5_900));
    assertThat(heads.asOf(5, EPOCHS)).isEqualTo(5_900);
    assertThat(heads.asOf(6, EPOCHS)).isEqualTo(6_000);
    assertThat(heads(TWO, entry("a", 7, 7_100)).asOf(0, EPOCHS)).isZero();
    assertThat(heads(TWO, entry("a", 7, 7_100)).asOf(2, EPOCHS)).isEqualTo(2_000);
  }

  @Test
  void areAll_boundingHeads_allThereAndAsAsked() {
    LedgerEntry a = entry("a", 7, 7_100);
    LedgerEntry b = entry("b", 5, 5_100);
    assertThat(heads(map()).areAll(head -> true)).isFalse();
    assertThat(heads(TWO, a).areAll(head -> true)).isFalse();
    assertThat(heads(TWO, a, b).areAll(head -> true)).isTrue();
    assertThat(heads(TWO, a, b).areAll(head -> head.epoch() > 5)).isFalse();
  }

  @Test
  void cut_splitWithNoChildBegun_boundByTheParent() {
    Heads heads = heads(SPLIT, entry("a", 4, 4_000), entry("b", 9, 9_000));
    assertThat(heads.cut()).isEqualTo(4);
    assertThat(heads.asOf(0, EPOCHS)).isEqualTo(4_000);
    assertThat(heads.hasPassed("a", 5)).isFalse();
    assertThat(heads.hasPassed("a", 4)).isTrue();
  }

  @Test
  void cut_splitWithOneChildBegun_parentStaysOpen() {
    Heads heads = heads(SPLIT, entry("a", 4, 4_000), entry("b", 9, 9_000), entry("a1", 8, 8_000));
    assertThat(heads.cut()).isEqualTo(4);
    assertThat(heads.hasPassed("a", 5)).isFalse();
    assertThat(heads.hasPassed("a1", 8)).isTrue();
  }

  @Test
  void cut_splitWithBothChildrenBegun_parentHasPassedAll() {
    Heads heads =
        heads(
            SPLIT,
            entry("a", 4, 4_000),
            entry("b", 9, 9_000),
            entry("a1", 8, 8_000),
            entry("a2", 6, 6_000));
    assertThat(heads.cut()).isEqualTo(6);
    assertThat(heads.asOf(0, EPOCHS)).isEqualTo(6_000);
    assertThat(heads.hasPassed("a", 100)).isTrue();
    assertThat(heads.hasPassed("a2", 7)).isFalse();
  }

  @Test
  void cut_merge_bothParentsCloseWithTheChild() {
    ShardMap merged = map(shard("a"), shard("b"), shard("c", "a", "b"));
    assertThat(heads(merged, entry("a", 4, 4_000), entry("b", 9, 9_000)).cut()).isEqualTo(4);
    assertThat(
            heads(merged, entry("a", 4, 4_000), entry("b", 9, 9_000), entry("c", 12, 12_000)).cut())
        .isEqualTo(12);
  }

  @Test
  void cut_shardWhoseParentIsNotKnown_boundsLikeOneWithout() {
    ShardMap map = map(shard("b", "gone"), shard("c"));
    assertThat(heads(map, entry("c", 9, 9_000)).cut()).isZero();
    assertThat(heads(map, entry("c", 9, 9_000), entry("b", 3, 3_000)).cut()).isEqualTo(3);
  }

  /** A shard that was split before anything arrived on it never has a head. */
  @Test
  void cut_splitOfAnEmptyShard_closesItAndItsParent() {
    ShardMap map =
        map(shard("a"), shard("a1", "a"), shard("a2", "a"), shard("a11", "a1"), shard("a12", "a1"));
    Heads half = heads(map, entry("a", 4, 4_000), entry("a2", 7, 7_000), entry("a11", 9, 9_000));
    assertThat(half.cut()).isEqualTo(4);
    assertThat(half.hasPassed("a", 5)).isFalse();

    Heads whole =
        heads(
            map,
            entry("a", 4, 4_000),
            entry("a2", 7, 7_000),
            entry("a11", 9, 9_000),
            entry("a12", 8, 8_000));
    assertThat(whole.cut()).isEqualTo(7);
    assertThat(whole.hasPassed("a", 100)).isTrue();
    assertThat(whole.hasPassed("a1", 100)).isTrue();
  }

  @Test
  void read_ledgerOfALayer_itsNewestEntries() {
    MemoryTable control = new MemoryTable();
    ShardMap.extend(control, List.of(shard("a"), shard("b")));
    Ledger speed = new Ledger(control, Layer.SPEED);
    speed.write(entry("a", 3, 3_000), new Condition.Absent());
    speed.write(entry("a", 12, 12_000), new Condition.Absent());
    new Ledger(control, Layer.ARCHIVE).write(entry("b", 9, 9_000), new Condition.Absent());

    Heads heads = Heads.read(ShardMap.read(control), speed);

    assertThat(heads.heads()).containsOnlyKeys("a");
    assertThat(heads.heads()).containsValue(entry("a", 12, 12_000));
  }
}
