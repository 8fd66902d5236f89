package io.trueup.batch.master;

import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/**
 * A state of the master dataset that never changes: an Iceberg snapshot that holds every record of
 * the epochs before a cut, once. It can be read until it is older than {@link Upkeep} keeps any.
 */
public record Edition(long snapshot, long cut) {

  /** The snapshot's property that says its cut. */
  static final String CUT = "trueup.cut";

  /** The newest one that is published. */
  static Edition main(Table table) {
    table.refresh();
    Snapshot main = table.currentSnapshot();
    String cut = main == null ? null : main.summary().get(CUT);
    if (main == null || cut == null || !cut.matches("[0-9]{1,18}")) {
      throw new IllegalStateException(
          "master table %s: %s says '%s' of %s, expected a cut: written by another program?"
              .formatted(
                  table.name(),
                  main == null ? "no snapshot" : "snapshot " + main.snapshotId(),
                  cut,
                  CUT));
    }
    return new Edition(main.snapshotId(), Long.parseLong(cut));
  }
}
