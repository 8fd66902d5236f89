package io.trueup.batch.recompute;

import io.trueup.definition.View;
import io.trueup.merge.Answers;
import io.trueup.merge.Keys;
import io.trueup.merge.Snapshot;
import io.trueup.port.Table;
import io.trueup.store.Library;
import io.trueup.store.Pointer;
import io.trueup.store.Segment;
import io.trueup.store.Version;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Versions of an archive that are served, and what is answered by them. */
final class Served {

  /** Before any hot delta of a test has expired. */
  private static final long NOW = 346_484_000L * 5_000;

  private Served() {}

  /** Swaps to a version of some segments. */
  static void swap(TestArchive archive, List<Segment> segments) {
    Table control = archive.effects.table("control");
    Pointer before = Pointer.read(control);
    Version version =
        new Version(
            "run-" + segments.get(segments.size() - 1).to(),
            segments,
            archive.definition.pipeline().views().stream()
                .collect(Collectors.toMap(View::name, View::fingerprint)),
            Version.CrossCheck.CHECKED,
            0);
    before.swap(control, before.swappedTo(version, 3));
  }

  /** All cells of all views. */
  static Map<Oracle.Cell, Map<String, @Nullable Object>> answers(TestArchive archive) {
    Map<Oracle.Cell, Map<String, @Nullable Object>> answers = new HashMap<>();
    Table hot = archive.effects.table("hot");
    Snapshot snapshot =
        Snapshot.take(
            archive.effects.table("control"),
            Library.of(archive.definition.pipeline()),
            new Epochs(TestArchive.EPOCH),
            Span.parse("14d"),
            NOW);
    for (View view : archive.definition.pipeline().views()) {
      var page =
          new Keys(hot, archive.effects::table).page(snapshot, view, Keys.Place.START, 10_000);
      page.keys()
          .forEach(
              key ->
                  view.every()
                      .forEach(
                          size ->
                              new Answers(hot, archive.effects::table)
                                  .rows(
                                      snapshot, view, size, key, Long.MIN_VALUE / 2, Long.MAX_VALUE)
                                  .forEach(
                                      row ->
                                          answers.put(
                                              new Oracle.Cell(
                                                  view.name(),
                                                  size.length().millis() / 60_000,
                                                  key.values(),
                                                  row.bucket()),
                                              SegmentCells.plain(row.values())))));
    }
    return answers;
  }
}
