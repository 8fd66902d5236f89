package io.trueup.batch.master;

import com.google.common.collect.Iterables;
import io.trueup.time.Epochs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.spark.api.java.JavaSparkContext;

/** Carries out the rules of {@link Upkeep}. For one thread. */
record Tidying(JavaSparkContext spark, Table table, Epochs epochs, Upkeep rules) {

  Tidied tidy(Instant now) {
    Draft.dropAll(table);
    int rewritten = 0;
    int written = 0;
    for (DayFiles day : days(MasterTable.main(table))) {
      if (day.areTooMany(Files.target(table))) {
        rewritten += day.files().size();
        written += rewrite(day);
      }
    }
    Instant before = now.minusMillis(rules.keep().millis());
    int snapshots = Iterables.size(table.snapshots());
    table
        .expireSnapshots()
        .expireOlderThan(before.toEpochMilli())
        .retainLast(rules.last())
        .commit();
    table.refresh();
    return new Tidied(
        rewritten,
        written,
        snapshots - Iterables.size(table.snapshots()),
        new Strays(table).delete(before));
  }

  /** The files of the partitions that no later compaction adds to, by type and day. */
  private List<DayFiles> days(Edition main) {
    TreeMap<String, List<DataFile>> byPartition = new TreeMap<>();
    try (CloseableIterable<FileScanTask> files =
        table.newScan().useSnapshot(main.snapshot()).planFiles()) {
      for (FileScanTask each : files) {
        String partition = each.spec().partitionToPath(each.file().partition());
        byPartition.computeIfAbsent(partition, any -> new ArrayList<>()).add(each.file());
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("plan a scan of %s".formatted(table.name()), failed);
    }
    return byPartition.values().stream()
        .map(DayFiles::new)
        .filter(day -> day.end() <= epochs.start(main.cut()))
        .toList();
  }

  /** Writes the rows of a day anew, and publishes that as a compaction is; into how many files. */
  private int rewrite(DayFiles day) {
    Edition main = MasterTable.main(table);
    Set<Held> expected = Scan.held(spark, scan(main, day));
    Slices slices = new Slices(expected, day.recordsAFile(Files.target(table)), epochs);
    Set<DataFile> files =
        Files.write(
            spark, table, Scan.read(spark, scan(main, day), Columns.OF_ROWS, Columns::row), slices);
    RewriteFiles rewriting = table.newRewrite();
    day.files().forEach(rewriting::deleteFile);
    files.forEach(rewriting::addFile);
    Draft draft = Draft.of(table, "tidy-" + day.name(), main, main, rewriting);
    Audit.require(draft, expected, Scan.held(spark, scan(draft.edition(), day)));
    Audit.requireAdded(draft, expected.stream().mapToLong(Held::records).sum());
    draft
        .publish()
        .ifPresent(
            why -> {
              throw new IllegalStateException(
                  "rewrite files of %s: %s, expected no other run".formatted(day.name(), why));
            });
    return files.size();
  }

  private TableScan scan(Edition edition, DayFiles day) {
    return table.newScan().useSnapshot(edition.snapshot()).filter(day.filter());
  }
}
