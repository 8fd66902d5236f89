package io.trueup.batch.master;

import static org.apache.iceberg.TableProperties.FORMAT_VERSION;
import static org.apache.iceberg.TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED;
import static org.apache.iceberg.TableProperties.METADATA_PREVIOUS_VERSIONS_MAX;
import static org.apache.iceberg.TableProperties.WRITE_TARGET_FILE_SIZE_BYTES;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NoSuchTableException;

/** The table of the master dataset: made where there is none, refused where it is no such table. */
final class MasterTable {

  static final String FORMAT = "trueup.format";
  static final int NEWEST = 1;

  private MasterTable() {}

  static Table open(Catalog catalog, TableIdentifier name) {
    return checked(loaded(catalog, name));
  }

  /** Of several that find no table one makes it, and all take that one. */
  private static Table loaded(Catalog catalog, TableIdentifier name) {
    try {
      return catalog.loadTable(name);
    } catch (NoSuchTableException none) {
      try {
        create(catalog, name);
      } catch (AlreadyExistsException | CommitFailedException another) {
        // It is there, which is all that was wanted.
      }
      return catalog.loadTable(name);
    }
  }

  /** Makes the table together with its first edition, which is empty. */
  private static void create(Catalog catalog, TableIdentifier name) {
    if (catalog instanceof SupportsNamespaces namespaces) {
      create(namespaces, name.namespace());
    }
    Transaction creation =
        catalog
            .buildTable(name, Columns.SCHEMA)
            .withPartitionSpec(Columns.PARTITIONS)
            .withSortOrder(Columns.ORDER)
            .withProperties(properties())
            .createTransaction();
    AppendFiles nothing = creation.newAppend();
    new Edition(0, 0, Set.of()).properties().forEach(nothing::set);
    nothing.commit();
    creation.commitTransaction();
  }

  private static void create(SupportsNamespaces namespaces, Namespace namespace) {
    if (!namespaces.namespaceExists(namespace)) {
      try {
        namespaces.createNamespace(namespace);
      } catch (AlreadyExistsException another) {
        // It is there, which is all that was wanted.
      }
    }
  }

  private static Map<String, String> properties() {
    Map<String, String> properties = new TreeMap<>(Columns.METRICS);
    properties.put(FORMAT, Integer.toString(NEWEST));
    properties.put(FORMAT_VERSION, "2");
    properties.put(WRITE_TARGET_FILE_SIZE_BYTES, Long.toString(128L << 20));
    properties.put(METADATA_DELETE_AFTER_COMMIT_ENABLED, "true");
    properties.put(METADATA_PREVIOUS_VERSIONS_MAX, "20");
    return properties;
  }

  private static Table checked(Table table) {
    String format = table.properties().get(FORMAT);
    if (!Integer.toString(NEWEST).equals(format)) {
      throw new IllegalStateException(
          "master table %s: %s is '%s', expected %d: %s"
              .formatted(
                  table.name(),
                  FORMAT,
                  format,
                  NEWEST,
                  format == null ? "a table of others?" : "written by a newer Trueup?"));
    }
    return table;
  }

  /**
   * The newest edition that is published. What another program rewrote since, as Glue's compaction
   * does by itself, has the same rows in other files: it is still that edition.
   */
  static Edition main(Table table) {
    table.refresh();
    Snapshot main = table.currentSnapshot();
    Snapshot published = main;
    while (published != null && isRewrittenByOthers(published)) {
      Long before = published.parentId();
      published = before == null ? null : table.snapshot(before);
    }
    String cut = published == null ? null : published.summary().get(Edition.CUT);
    String gaps = published == null ? null : published.summary().get(Edition.GAPS);
    if (main == null || cut == null || !cut.matches("[0-9]{1,18}") || gaps == null) {
      throw new IllegalStateException(
          "master table %s: %s says '%s' of %s and '%s' of %s, expected a cut and its gaps: written by another program, or rewritten by one and the snapshot before expired? Roll it back to a snapshot before, or drop the table: it is made anew"
              .formatted(
                  table.name(),
                  main == null ? "no snapshot" : "snapshot " + main.snapshotId(),
                  cut,
                  Edition.CUT,
                  gaps,
                  Edition.GAPS));
    }
    return new Edition(main.snapshotId(), Long.parseLong(cut), GapText.parse(gaps));
  }

  private static boolean isRewrittenByOthers(Snapshot snapshot) {
    return DataOperations.REPLACE.equals(snapshot.operation())
        && !snapshot.summary().containsKey(Edition.CUT);
  }
}
