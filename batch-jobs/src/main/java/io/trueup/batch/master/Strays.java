package io.trueup.batch.master;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ReachableFileUtil;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.SupportsPrefixOperations;
import org.apache.iceberg.util.LocationUtil;

/** The files under the table's location that no snapshot of it knows: what died has left them. */
final class Strays {

  /** The scheme and the host or bucket, which a listing may write otherwise than the table does. */
  private static final Pattern ROOT = Pattern.compile("^[A-Za-z0-9+.-]+:(//[^/]*)?");

  private final Table table;

  Strays(Table table) {
    this.table = table;
  }

  /**
   * Deletes those from before a time; how many there were. Deletes none, and fails, when the
   * listing does not show all files of the table: then names are not comparable.
   */
  int delete(Instant before) {
    Set<String> known = known();
    Set<String> missing = new HashSet<>(known);
    List<String> strays = new ArrayList<>();
    String hint = path(ReachableFileUtil.versionHintLocation(table));
    for (FileInfo file : listing()) {
      String path = path(file.location());
      missing.remove(path);
      if (!known.contains(path)
          && !path.equals(hint)
          && file.createdAtMillis() < before.toEpochMilli()) {
        strays.add(file.location());
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "list %s: without %d files of the table, as %s, expected all of them"
              .formatted(table.location(), missing.size(), missing.iterator().next()));
    }
    strays.forEach(table.io()::deleteFile);
    return strays.size();
  }

  private Iterable<FileInfo> listing() {
    if (table.io() instanceof SupportsPrefixOperations io) {
      // with the slash: the location of another table may begin with all of this one's
      return io.listPrefix(LocationUtil.stripTrailingSlash(table.location()) + "/");
    }
    throw new IllegalStateException(
        "list %s by %s, expected a FileIO that can list"
            .formatted(table.location(), table.io().getClass().getName()));
  }

  /** All files that a snapshot or the table itself needs. */
  private Set<String> known() {
    FileIO io = table.io();
    Set<String> known = new HashSet<>();
    ReachableFileUtil.metadataFileLocations(table, false).forEach(it -> known.add(path(it)));
    ReachableFileUtil.statisticsFilesLocations(table).forEach(it -> known.add(path(it)));
    for (Snapshot snapshot : table.snapshots()) {
      known.add(path(snapshot.manifestListLocation()));
      for (ManifestFile manifest : snapshot.allManifests(io)) {
        if (known.add(path(manifest.path()))) {
          addFiles(manifest, known);
        }
      }
    }
    return known;
  }

  private void addFiles(ManifestFile manifest, Set<String> known) {
    try (CloseableIterable<String> files = ManifestFiles.readPaths(manifest, table.io())) {
      files.forEach(file -> known.add(path(file)));
    } catch (IOException failed) {
      throw new UncheckedIOException("read manifest %s".formatted(manifest.path()), failed);
    }
  }

  private static String path(String location) {
    return ROOT.matcher(location).replaceFirst("");
  }
}
