package io.trueup.batch.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.store.ShardEpoch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionTest {

  private static final long FIRST = 480_000;

  private final Path folder;
  private final TestMaster test;

  CompactionTest(@TempDir Path folder) {
    this.folder = folder;
    this.test = new TestMaster(folder);
  }

  @Test
  void main_newTable_holdsNothing() {
    try (Master master = test.open()) {
      assertThat(master.main().cut()).isZero();
      assertThat(master.main()).isEqualTo(test.open().main());
    }
  }

  @Test
  void compact_hostileRows_linesComeBackAsTheyWere() {
    for (long seed = 1; seed <= 3; seed++) {
      TestMaster fresh = new TestMaster(folder.resolve("seed-" + seed));
      List<Row> rows = new Rows(seed).of(FIRST, FIRST + 30, 400);

      assertThat(fresh.compact(0, FIRST + 30, rows)).isInstanceOf(Compacted.Published.class);

      assertThat(fresh.lines(0, FIRST + 30)).as("seed %d", seed).isEqualTo(TestMaster.texts(rows));
    }
  }

  @Test
  void compact_cutAfterCut_eachRecordOnce() {
    List<Row> rows = new Rows(4).of(FIRST, FIRST + 60, 600);

    test.compact(0, FIRST + 11, rows);
    test.compact(FIRST + 11, FIRST + 12, rows);
    test.compact(FIRST + 12, FIRST + 60, rows);

    assertThat(test.lines(0, FIRST + 60)).isEqualTo(TestMaster.texts(rows));
    assertThat(test.lines(FIRST + 5, FIRST + 40))
        .isEqualTo(
            TestMaster.texts(
                rows.stream()
                    .filter(row -> row.epoch() >= FIRST + 5 && row.epoch() < FIRST + 40)
                    .toList()));
  }

  @Test
  void compact_epochsWithoutRecords_movesTheCut() {
    assertThat(test.compact(0, FIRST, List.of()).main().cut()).isEqualTo(FIRST);
    assertThat(test.compact(FIRST, FIRST + 2, List.of()).main().cut()).isEqualTo(FIRST + 2);
  }

  @Test
  void compact_sameCutAgain_changesNothing() {
    List<Row> rows = new Rows(5).of(FIRST, FIRST + 3, 50);
    Compacted first = test.compact(0, FIRST + 3, rows);
    List<Path> files = test.files("");

    assertThat(test.compact(0, FIRST + 3, rows)).isEqualTo(new Compacted.Already(first.main()));
    assertThat(test.files("")).isEqualTo(files);
  }

  @Test
  void compact_cutBehindMain_changesNothing() {
    List<Row> rows = new Rows(6).of(FIRST, FIRST + 3, 50);
    Compacted first = test.compact(0, FIRST + 3, rows);

    assertThat(test.compact(0, FIRST + 1, rows)).isEqualTo(new Compacted.Already(first.main()));
  }

  @Test
  void compact_startThatIsNotMainsCut_isOutdone() {
    List<Row> rows = new Rows(7).of(FIRST, FIRST + 6, 50);
    Edition main = test.compact(0, FIRST + 3, rows).main();

    Compacted behind = test.compact(FIRST + 2, FIRST + 6, rows);
    Compacted ahead = test.compact(FIRST + 4, FIRST + 6, rows);

    assertThat(List.of(behind, ahead))
        .allSatisfy(
            it -> {
              assertThat(it).isInstanceOf(Compacted.Outdone.class);
              assertThat(it.main()).isEqualTo(main);
            });
  }

  @Test
  void compact_recordLacking_failsAndPublishesNothing() {
    List<Row> rows = new Rows(8).of(FIRST, FIRST + 3, 50);
    assertRefused(rows, rows.subList(1, 50), "found");
  }

  @Test
  void compact_recordTwice_failsAndPublishesNothing() {
    List<Row> rows = new Rows(9).of(FIRST, FIRST + 3, 50);
    List<Row> more = new ArrayList<>(rows);
    more.add(rows.get(7));
    assertRefused(rows, more, "found");
  }

  @Test
  void compact_otherByteInARecord_failsAndPublishesNothing() {
    List<Row> rows = new Rows(10).of(FIRST, FIRST + 3, 50);
    List<Row> others = new ArrayList<>(rows);
    others.set(3, TestMaster.withData(rows.get(3), Rows.utf8("other")));
    assertRefused(rows, others, "expected Optional[Held");
  }

  @Test
  void compact_recordOfAnEpochBeyond_failsAndPublishesNothing() {
    List<Row> rows = new Rows(11).of(FIRST, FIRST + 3, 50);
    List<Row> more = new ArrayList<>(rows);
    more.add(new Rows(12).one(FIRST + 3));
    assertRefused(rows, more, "found");
  }

  @Test
  void compact_recordOfAnEpochBefore_failsAndPublishesNothing() {
    List<Row> rows = new Rows(13).of(FIRST, FIRST + 3, 50);
    test.compact(0, FIRST, List.of());
    List<Row> more = new ArrayList<>(rows);
    more.add(new Rows(14).one(FIRST - 1));

    assertThatThrownBy(() -> compact(FIRST, rows, more)).hasMessageContaining("it adds 51 records");
    assertThat(test.open().main().cut()).isEqualTo(FIRST);
  }

  @Test
  void compact_taskThatFails_publishesNothingAndTheNextRunSucceeds() {
    List<Row> rows = new Rows(15).of(FIRST, FIRST + 3, 50);
    try (Master master = test.open()) {
      Compaction flawed =
          new Compaction(
              "run-1-0",
              Addition.of(new EpochRange(0, FIRST + 3)),
              test.rdd(rows).map(TestMaster::flawed),
              TestMaster.held(rows));
      assertThatThrownBy(() -> master.compact(flawed)).hasMessageContaining("a flaw");
      assertThat(master.main().cut()).isZero();
    }

    test.compact(0, FIRST + 3, rows);

    assertThat(test.lines(0, FIRST + 3)).isEqualTo(TestMaster.texts(rows));
  }

  @Test
  void compact_afterARunThatDiedBeforePublishing_dropsItsBranch() {
    List<Row> rows = new Rows(16).of(FIRST, FIRST + 3, 50);
    Edition main = test.open().main();
    Table table = test.table();
    Draft.of(
        table,
        "dead-1-0",
        main,
        main.with(Addition.of(new EpochRange(0, FIRST + 3))),
        table.newAppend());
    assertThat(test.table().refs()).containsKey("dead-1-0");

    test.compact(0, FIRST + 3, rows);

    assertThat(test.table().refs()).containsOnlyKeys("main");
    assertThat(test.lines(0, FIRST + 3)).isEqualTo(TestMaster.texts(rows));
  }

  @Test
  void compact_cutAfterCutWithGaps_holdsAllButThem() {
    List<Row> rows = new Rows(17).of(FIRST, FIRST + 9, 60);
    ShardEpoch one = new ShardEpoch("lost", FIRST + 1);
    ShardEpoch other = new ShardEpoch("lost", FIRST + 4);
    test.compact(0, FIRST + 3, rows, Set.of(one));

    Edition main = test.compact(FIRST + 3, FIRST + 9, rows, Set.of(other)).main();

    assertThat(main.gaps()).containsExactlyInAnyOrder(one, other);
    assertThat(test.open().main()).isEqualTo(main);
    assertThat(main.holds(one)).isFalse();
    assertThat(main.holds(new ShardEpoch("lost", FIRST + 2))).isTrue();
    assertThat(main.holds(new ShardEpoch("lost", FIRST + 9))).isFalse();
  }

  @Test
  void compact_gapHealed_holdsItsRecordsOnce() {
    List<Row> rows = new Rows(18).of(FIRST, FIRST + 9, 90);
    ShardEpoch one = at(rows, FIRST + 1);
    ShardEpoch other = at(rows, FIRST + 2);
    test.compact(0, FIRST + 3, rows, Set.of(one, other));
    Addition healing = new Addition(new EpochRange(FIRST + 3, FIRST + 9), Set.of(), Set.of(one));

    Edition main = test.compact(healing, rows).main();

    assertThat(main.gaps()).containsExactly(other);
    assertThat(test.open().main()).isEqualTo(main);
    assertThat(test.lines(0, FIRST + 9))
        .isEqualTo(
            TestMaster.texts(
                rows.stream()
                    .filter(row -> !new ShardEpoch(row.shard(), row.epoch()).equals(other))
                    .toList()));
  }

  @Test
  void compact_healedThatIsNoGap_isOutdone() {
    List<Row> rows = new Rows(19).of(FIRST, FIRST + 9, 90);
    Edition main = test.compact(0, FIRST + 3, rows).main();
    ShardEpoch one = at(rows, FIRST + 1);
    Addition again = new Addition(new EpochRange(FIRST + 3, FIRST + 9), Set.of(), Set.of(one));

    assertThat(test.compact(again, rows)).isInstanceOf(Compacted.Outdone.class);
    assertThat(test.open().main()).isEqualTo(main);
  }

  @Test
  void compact_healedWithARecordLess_failsAndPublishesNothing() {
    List<Row> rows = new Rows(20).of(FIRST, FIRST + 9, 90);
    ShardEpoch one = at(rows, FIRST + 1);
    Edition main = test.compact(0, FIRST + 3, rows, Set.of(one)).main();
    Addition healing = new Addition(new EpochRange(FIRST + 3, FIRST + 3), Set.of(), Set.of(one));
    Addition more = new Addition(new EpochRange(FIRST + 3, FIRST + 4), Set.of(), Set.of(one));
    List<Row> all = rows.stream().filter(row -> more.contains(at(row))).toList();
    List<Row> healed = all.stream().filter(row -> healing.contains(at(row))).toList();
    List<Row> less = new ArrayList<>(all);
    less.remove(healed.get(0));

    try (Master master = test.open()) {
      Compaction flawed = new Compaction("run-1-0", more, test.rdd(less), TestMaster.held(all));
      assertThatThrownBy(() -> master.compact(flawed)).hasMessageContaining("audit");
      assertThat(master.main()).isEqualTo(main);
    }
  }

  private static ShardEpoch at(List<Row> rows, long epoch) {
    return rows.stream()
        .map(CompactionTest::at)
        .filter(at -> at.epoch() == epoch)
        .findFirst()
        .get();
  }

  private static ShardEpoch at(Row row) {
    return new ShardEpoch(row.shard(), row.epoch());
  }

  @Test
  void expected_ofAGap_isRefused() {
    Set<Held> held = Set.of(new Held("shard", 3, 1, 1));
    Set<ShardEpoch> gaps = Set.of(new ShardEpoch("shard", 3));
    Addition addition = new Addition(new EpochRange(0, 9), gaps, Set.of());
    assertThatThrownBy(() -> new Compaction("run", addition, test.rdd(List.of()), held))
        .hasMessageContaining("epoch=3");
  }

  @Test
  void expected_ofOtherEpochs_isRefused() {
    Set<Held> held = Set.of(new Held("shard", 9, 1, 1));
    Addition addition = Addition.of(new EpochRange(0, 9));
    assertThatThrownBy(() -> new Compaction("run", addition, test.rdd(List.of()), held))
        .hasMessageContaining("epoch=9");
  }

  @Test
  void range_reversed_isRefused() {
    assertThatThrownBy(() -> new EpochRange(9, 3)).hasMessageContaining("epochs [9, 3)");
    assertThatThrownBy(() -> new EpochRange(-1, 3)).hasMessageContaining("epochs [-1, 3)");
  }

  private void assertRefused(List<Row> expected, List<Row> rows, String message) {
    assertThatThrownBy(() -> compact(0, expected, rows)).hasMessageContaining(message);
    assertThat(test.open().main().cut()).isZero();
    assertThat(test.lines(0, 0)).isEmpty();
  }

  private Compacted compact(long from, List<Row> expected, List<Row> rows) {
    try (Master master = test.open()) {
      return master.compact(
          new Compaction(
              "run-1-0",
              Addition.of(new EpochRange(from, FIRST + 3)),
              test.rdd(rows),
              TestMaster.held(expected)));
    }
  }
}
