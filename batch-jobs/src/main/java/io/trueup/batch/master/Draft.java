package io.trueup.batch.master;

import java.util.List;
import java.util.Optional;
import org.apache.iceberg.ManageSnapshots;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;
import org.apache.iceberg.events.CreateSnapshotEvent;
import org.apache.iceberg.exceptions.CommitFailedException;

/**
 * A change of the table on a branch of its own, which nobody reads until it is published: one
 * snapshot right after an edition of main.
 */
record Draft(Table table, String branch, Edition edition) {

  private static final String TAG = "audited-";

  /**
   * Commits an update to a new branch, as the edition {@code next} whose snapshot is not known yet.
   * Fails when it does not stand right after the edition that it was made for, as when another has
   * dropped the branch meanwhile.
   */
  static <T extends SnapshotUpdate<T>> Draft of(
      Table table, String branch, Edition base, Edition next, T update) {
    table.manageSnapshots().createBranch(branch, base.snapshot()).commit();
    next.properties().forEach(update::set);
    update.toBranch(branch).commit();
    long id = ((CreateSnapshotEvent) update.updateEvent()).snapshotId();
    table.refresh();
    Long parent = table.snapshot(id).parentId();
    if (parent == null || parent != base.snapshot()) {
      throw new IllegalStateException(
          "draft %s of master table %s stands on snapshot %d, expected %s: did another run begin?"
              .formatted(branch, table.name(), parent, base));
    }
    return new Draft(table, branch, new Edition(id, next.cut(), next.gaps()));
  }

  /** Drops what runs have left that did not publish. */
  static void dropAll(Table table) {
    table.refresh();
    List<String> left =
        table.refs().keySet().stream()
            .filter(name -> !name.equals(SnapshotRef.MAIN_BRANCH))
            .toList();
    if (!left.isEmpty()) {
      ManageSnapshots dropping = table.manageSnapshots();
      left.forEach(dropping::removeBranch);
      dropping.commit();
    }
  }

  /** How many records the change adds, by Iceberg's own count. */
  long added() {
    Snapshot snapshot = table.snapshot(edition.snapshot());
    return Long.parseLong(snapshot.summary().getOrDefault("added-records", "0"));
  }

  /**
   * Makes this the newest edition, if main still is the one before it and the branch is there:
   * otherwise says why not, and nothing has changed. The branch goes with the same commit. What is
   * published is the very snapshot of this draft, whatever the branch has come to.
   */
  Optional<String> publish() {
    String tag = TAG + branch;
    try {
      table
          .manageSnapshots()
          .createTag(tag, edition.snapshot())
          .fastForwardBranch(SnapshotRef.MAIN_BRANCH, tag)
          .removeTag(tag)
          .removeBranch(branch)
          .commit();
      return Optional.empty();
    } catch (IllegalArgumentException | CommitFailedException refused) {
      return Optional.of(String.valueOf(refused.getMessage()));
    }
  }
}
