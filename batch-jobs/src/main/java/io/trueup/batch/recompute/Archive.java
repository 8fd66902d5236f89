package io.trueup.batch.recompute;

import io.trueup.batch.master.Edition;
import io.trueup.port.Objects;
import io.trueup.store.ArchiveLine;
import io.trueup.store.ArchiveLines;
import io.trueup.store.ShardEpoch;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.io.Serializable;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The archive as far as a recompute reads it, for tasks in any process: within its reach, and what
 * the {@code edition} of the master dataset that it begins with does not hold; and the segments
 * that its outcome replaces.
 */
record Archive(
    Effects effects,
    String bucket,
    long epochMillis,
    Reach reach,
    Edition edition,
    Replaced replaced)
    implements Serializable {

  static Archive of(Job job, Effects effects, Edition edition) {
    return new Archive(
        effects,
        job.archiveBucket(),
        job.epoch().millis(),
        job.reach(),
        edition,
        Replaced.of(job.replaced()));
  }

  ObjectTotals totals(String object) {
    return ObjectTotals.read(objects(), object, epochs(), this::reads);
  }

  /**
   * The lines within reach of objects one after another, those that are wanted. Fails when an
   * object has a flaw: the gate saw it without.
   */
  Iterator<ArchiveLine> lines(Iterator<String> objects, Predicate<ShardEpoch> wanted) {
    return new Lines(objects, wanted);
  }

  /** Whether a (shard, epoch) is within reach, and not held by the edition. */
  private boolean reads(ShardEpoch at) {
    return reach.reads(at.epoch()) && !edition.holds(at);
  }

  private Objects objects() {
    return effects.objects(bucket);
  }

  Epochs epochs() {
    return new Epochs(new Span(epochMillis));
  }

  private final class Lines implements Iterator<ArchiveLine> {
    private final Iterator<String> objects;
    private final Predicate<ShardEpoch> wanted;
    private Iterator<ArchiveLine> open = Collections.emptyIterator();

    Lines(Iterator<String> objects, Predicate<ShardEpoch> wanted) {
      this.objects = objects;
      this.wanted = wanted;
    }

    @Override
    public boolean hasNext() {
      while (!open.hasNext() && objects.hasNext()) {
        String object = objects.next();
        open =
            new OneObject(new ArchiveLines(object, objects().read(object), epochs()), this::counts);
      }
      return open.hasNext();
    }

    @Override
    public ArchiveLine next() {
      if (!hasNext()) {
        throw new NoSuchElementException("no archive line is left");
      }
      return open.next();
    }

    private boolean counts(ArchiveLine line) {
      ShardEpoch at = new ShardEpoch(line.shard(), line.epoch());
      return reads(at) && wanted.test(at);
    }
  }

  private static final class OneObject implements Iterator<ArchiveLine> {
    private final ArchiveLines lines;
    private final Predicate<ArchiveLine> wanted;
    private Optional<ArchiveLine> next;

    OneObject(ArchiveLines lines, Predicate<ArchiveLine> wanted) {
      this.lines = lines;
      this.wanted = wanted;
      this.next = advance();
    }

    @Override
    public boolean hasNext() {
      return next.isPresent();
    }

    @Override
    public ArchiveLine next() {
      ArchiveLine line = next.orElseThrow();
      next = advance();
      return line;
    }

    private Optional<ArchiveLine> advance() {
      Optional<ArchiveLine> line = lines.next();
      while (line.isPresent() && !wanted.test(line.get())) {
        line = lines.next();
      }
      if (line.isEmpty()) {
        lines.close();
        lines
            .flaw()
            .ifPresent(
                flaw -> {
                  throw new IllegalStateException(
                      "%s, expected none as when the gate read it".formatted(flaw));
                });
      }
      return line;
    }
  }
}
