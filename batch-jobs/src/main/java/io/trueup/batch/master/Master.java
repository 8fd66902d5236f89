package io.trueup.batch.master;

import io.trueup.store.ArchiveLine;
import io.trueup.store.ShardEpoch;
import io.trueup.time.Epochs;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The master dataset of a pipeline. Its main branch holds every record of the epochs before the cut
 * of its newest edition once, as the archive's ledger has it; it changes by a compaction that was
 * audited, as a whole, and by rewriting files, which changes no row. For one thread.
 */
public final class Master implements AutoCloseable {

  /** About what a file of the size aimed at has: 128 MB of compressed events. */
  private static final long RECORDS_A_FILE = 1_000_000;

  private final JavaSparkContext spark;
  private final Catalog catalog;
  private final Table table;
  private final Epochs epochs;

  private Master(JavaSparkContext spark, Catalog catalog, Table table, Epochs epochs) {
    this.spark = spark;
    this.catalog = catalog;
    this.table = table;
    this.epochs = epochs;
  }

  /** Opens the dataset, and makes it where there is none. Fails for one of a newer format. */
  public static Master open(JavaSparkContext spark, MasterPlace place, Epochs epochs) {
    Catalog catalog =
        CatalogUtil.buildIcebergCatalog("trueup", place.catalog(), spark.hadoopConfiguration());
    return new Master(spark, catalog, MasterTable.open(catalog, place.identifier()), epochs);
  }

  /** The newest edition. */
  public Edition main() {
    return MasterTable.main(table);
  }

  /** The lines of epochs that an edition holds, in no order. */
  public JavaRDD<ArchiveLine> lines(Edition edition, EpochRange range) {
    return Scan.read(spark, scan(edition, range), Columns.OF_LINES, Columns::line);
  }

  /**
   * What a search for repeats needs of the records of epochs that an edition holds, as far as the
   * definition of a fingerprint took them for events.
   */
  public JavaRDD<RowId> ids(Edition edition, EpochRange range, String schema) {
    TableScan events =
        scan(edition, range)
            .filter(Expressions.notEqual(Columns.TYPE, Row.NO_EVENT))
            .filter(Expressions.equal(Columns.SCHEMA_OF, schema));
    return Scan.read(spark, events, Columns.OF_IDS, Columns::id);
  }

  /** The lines of epochs that an edition holds as other definitions than one took them. */
  public JavaRDD<ArchiveLine> others(Edition edition, EpochRange range, String schema) {
    TableScan others = scan(edition, range).filter(Expressions.notEqual(Columns.SCHEMA_OF, schema));
    return Scan.read(spark, others, Columns.OF_LINES, Columns::line);
  }

  private TableScan scan(Edition edition, EpochRange range) {
    if (range.to() > edition.cut()) {
      throw new IllegalArgumentException(
          "read %s of %s, expected an end of its cut at most".formatted(range, edition));
    }
    return table.newScan().useSnapshot(edition.snapshot()).filter(Columns.within(range, epochs));
  }

  /**
   * Adds the records of the epochs from the newest edition's cut on, and of its gaps that are
   * healed. They are written to a branch, read again and held against what is expected of them, and
   * published as a whole or not at all. Branches that others have left are dropped. Fails when the
   * records are not what is expected.
   */
  public Compacted compact(Compaction compaction) {
    Edition main = main();
    Addition addition = compaction.addition();
    if (addition.fresh().to() <= main.cut()) {
      return new Compacted.Already(main);
    }
    Optional<String> refusal = main.refusal(addition);
    if (refusal.isPresent()) {
      return new Compacted.Outdone(main, refusal.get());
    }
    Draft.dropAll(table);
    AppendFiles append = table.newAppend();
    Slices slices = new Slices(compaction.expected(), RECORDS_A_FILE, epochs);
    Files.write(spark, table, compaction.rows(), slices).forEach(append::appendFile);
    Draft draft = Draft.of(table, compaction.name(), main, main.with(addition), append);
    audit(draft, compaction);
    Optional<String> refused = draft.publish();
    return refused.isPresent()
        ? new Compacted.Outdone(main(), refused.get())
        : new Compacted.Published(draft.edition());
  }

  /** Reads all that the draft has of the new epochs, of any later one, and of what is healed. */
  private void audit(Draft draft, Compaction compaction) {
    Addition addition = compaction.addition();
    Expression fresh = Expressions.greaterThanOrEqual(Columns.EPOCH, addition.fresh().from());
    TableScan scan =
        table
            .newScan()
            .useSnapshot(draft.edition().snapshot())
            .filter(
                addition
                    .reaching()
                    .map(range -> Expressions.or(fresh, Columns.within(range, epochs)))
                    .orElse(fresh));
    Set<Held> found = new TreeSet<>(Scan.held(spark, scan));
    found.removeIf(
        held ->
            held.epoch() < addition.fresh().from()
                && !addition.healed().contains(new ShardEpoch(held.shard(), held.epoch())));
    Audit.require(draft, compaction.expected(), found);
    Audit.requireAdded(draft, compaction.expected().stream().mapToLong(Held::records).sum());
  }

  /**
   * Rewrites the files of days that are over where they are many and small, drops the snapshots
   * that nobody needs, and deletes files that belong to none: by the rules, as of a time.
   */
  public Tidied tidy(Upkeep rules, Instant now) {
    return new Tidying(spark, table, epochs, rules).tidy(now);
  }

  @Override
  public void close() {
    if (catalog instanceof Closeable open) {
      try {
        open.close();
      } catch (IOException failed) {
        throw new UncheckedIOException("close the catalog of " + table.name(), failed);
      }
    }
  }
}
