package io.trueup.batch.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.time.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TidyingTest {

  private static final long FIRST = 20_000 * TestMaster.DAY;
  private static final long CUT = FIRST + TestMaster.DAY + 6;
  private static final Upkeep RULES = new Upkeep(Span.parse("1d"), 2);

  private final TestMaster test;
  private final List<Row> rows = new Rows(1).of(FIRST, CUT, 300);

  TidyingTest(@TempDir Path folder) {
    test = new TestMaster(folder);
    test.compact(0, FIRST, List.of());
    for (long epoch = FIRST; epoch < CUT; epoch += 10) {
      test.compact(epoch, Math.min(CUT, epoch + 10), rows);
    }
  }

  @Test
  void tidy_daysThatAreOver_becomeOneFileAType() {
    int today = test.dataFiles("arrival_day=2024-10-05").size();

    Tidied tidied = tidy(Instant.now());

    assertThat(tidied.written()).isEqualTo(3);
    assertThat(test.dataFiles("arrival_day=2024-10-04")).hasSize(3);
    assertThat(test.dataFiles("arrival_day=2024-10-05")).hasSize(today);
    assertThat(test.cut()).isEqualTo(CUT);
    assertThat(test.lines(0, CUT)).isEqualTo(TestMaster.texts(rows));
    assertThat(tidied.snapshots() + tidied.strays()).isZero();
  }

  @Test
  void main_filesRewrittenByAnotherProgram_isTheSameEdition() {
    Table table = test.table();
    long before = table.currentSnapshot().snapshotId();
    long cut = test.cut();
    tidy(Instant.now());
    Snapshot tidied = test.table().currentSnapshot();
    table.manageSnapshots().rollbackTo(before).commit();
    RewriteFiles rewriting = table.newRewrite();
    tidied.removedDataFiles(table.io()).forEach(rewriting::deleteFile);
    tidied.addedDataFiles(table.io()).forEach(rewriting::addFile);
    rewriting.commit();
    table.rewriteManifests().clusterBy(file -> "all").commit();

    assertThat(test.table().currentSnapshot().summary()).doesNotContainKey(Edition.CUT);
    assertThat(test.cut()).isEqualTo(cut);
    assertThat(test.lines(0, CUT)).isEqualTo(TestMaster.texts(rows));
    List<Row> more = new Rows(2).of(CUT, CUT + 3, 20);
    assertThat(test.compact(CUT, CUT + 3, more)).isInstanceOf(Compacted.Published.class);
    assertThat(test.lines(CUT, CUT + 3)).isEqualTo(TestMaster.texts(more));
    assertThat(test.lines(0, CUT)).isEqualTo(TestMaster.texts(rows));
  }

  @Test
  void tidy_oldSnapshots_goButForTheLast() {
    assertThat(tidy(later()).snapshots()).isPositive();
    assertThat(test.table().snapshots()).hasSize(RULES.last());

    tidy(new Upkeep(RULES.keep(), 1), later());
    List<Path> files = test.files("");
    test.assertNoStrays();

    assertThat(tidy(new Upkeep(RULES.keep(), 1), later())).isEqualTo(Tidied.NOTHING);
    assertThat(test.files("")).isEqualTo(files);
    List<Row> more = new Rows(2).of(CUT, CUT + 3, 20);
    assertThat(test.compact(CUT, CUT + 3, more)).isInstanceOf(Compacted.Published.class);
    assertThat(test.lines(CUT, CUT + 3)).isEqualTo(TestMaster.texts(more));
    assertThat(test.lines(0, CUT)).isEqualTo(TestMaster.texts(rows));
  }

  @Test
  void tidy_filesOfNoSnapshot_goOnceTheyAreOld() throws IOException {
    Path data = test.files(".parquet").get(0);
    Path stray = Files.copy(data, data.resolveSibling("left-behind.parquet"));

    assertThat(tidy(Instant.now()).strays()).isZero();
    assertThat(stray).exists();
    assertThat(tidy(later()).strays()).isPositive();
    assertThat(stray).doesNotExist();
    assertThat(test.lines(0, CUT)).isEqualTo(TestMaster.texts(rows));
  }

  @Test
  void tidy_tableWhoseNameBeginsAlike_staysWhole() throws IOException {
    Path other = Path.of(test.table().location()).resolveSibling("events_daily");
    Path data = Files.createDirectories(other.resolve("data")).resolve("of-another.parquet");
    Files.copy(test.files(".parquet").get(0), data);

    assertThat(tidy(new Upkeep(RULES.keep(), 100), later()).strays()).isZero();
    assertThat(data).exists();
  }

  @Test
  void tidy_listingWithoutAFileOfTheTable_deletesNothing() throws IOException {
    Path data = test.files(".parquet").get(0);
    Path stray = Files.move(data, data.resolveSibling("moved.parquet"));

    assertThatThrownBy(() -> new Strays(test.table()).delete(later()))
        .hasMessageContaining("without 1 files");
    assertThat(stray).exists();
  }

  @Test
  void tidy_branchThatADeadRunLeft_goes() {
    Table table = test.table();
    Edition main = test.open().main();
    Draft.of(
        table,
        "dead",
        main,
        main.with(Addition.of(new EpochRange(CUT, CUT + 1))),
        table.newAppend());

    tidy(later());

    assertThat(test.table().refs()).containsOnlyKeys("main");
    assertThat(test.cut()).isEqualTo(CUT);
  }

  private Tidied tidy(Instant now) {
    return tidy(RULES, now);
  }

  private Tidied tidy(Upkeep rules, Instant now) {
    try (Master master = test.open()) {
      return master.tidy(rules, now);
    }
  }

  private static Instant later() {
    return Instant.now().plus(Duration.ofDays(2));
  }
}
