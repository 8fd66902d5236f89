package io.trueup.batch.recompute;

import io.trueup.port.Condition;
import io.trueup.port.Imported;
import io.trueup.port.Imports;
import io.trueup.port.Item;
import io.trueup.port.Outcome;
import io.trueup.port.Table;
import io.trueup.store.Gap;
import io.trueup.store.SegmentAbout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The load of a segment by an import: objects of all items but the last are written, the table is
 * made of them, and what says that it is whole is put into it once as many items came in as were
 * written. For one thread.
 */
record Importing(Job job, Exporting exporting) {

  private static final Logger LOG = LoggerFactory.getLogger(Importing.class);

  static Importing of(Job job, Effects effects) {
    return new Importing(job, Exporting.of(job, effects));
  }

  Loading.Loaded load(
      Engine.Grouped grouped, List<Gap> gaps, Function<Loading.Loaded, SegmentAbout> about) {
    Imports imports = exporting.imports();
    List<String> left = imports.written(job.segmentTable());
    if (!left.isEmpty()) {
      throw new IllegalStateException(
          "load segment %s: %d objects are there, as %s, expected a new one"
              .formatted(job.segmentTable(), left.size(), left.get(0)));
    }
    Loading.Loaded loaded = grouped.export(exporting).plus(exporting.about(first(gaps)));
    Imported imported = imports.make(job.segmentTable());
    imported.require(loaded.items());
    imports.complete(job.segmentTable(), job.newestServed());
    LOG.info("{}: {} items of {} bytes imported", imported.name(), loaded.items(), loaded.bytes());
    finish(about.apply(loaded).item());
    forget(imports);
    return loaded;
  }

  private List<Item> first(List<Gap> gaps) {
    List<Item> items = new ArrayList<>();
    items.add(SegmentAbout.claim(job.run(), job.attempt()));
    gaps.forEach(gap -> items.add(gap.item()));
    return items;
  }

  /** A write whose answer got lost is refused when it is sent again, by itself. */
  private void finish(Item about) {
    Table segment = exporting.effects().segments().table(job.segmentTable());
    if (segment.write(about, new Condition.Absent()) instanceof Outcome.Refused other
        && !other.stored().equals(Optional.of(about))) {
      throw new IllegalStateException(
          "load segment %s: it is whole by %s, expected a new one"
              .formatted(job.segmentTable(), other.stored()));
    }
  }

  /** What is left of them expires. */
  private void forget(Imports imports) {
    try {
      imports.forget(job.segmentTable());
    } catch (RuntimeException failed) {
      LOG.warn("the objects of {} were not removed", job.segmentTable(), failed);
    }
  }
}
