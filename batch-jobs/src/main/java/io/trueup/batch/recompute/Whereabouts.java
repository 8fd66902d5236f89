package io.trueup.batch.recompute;

import com.google.common.collect.Range;
import com.google.common.collect.RangeSet;
import com.google.common.collect.TreeRangeSet;
import io.trueup.batch.master.Edition;
import io.trueup.port.Objects;
import io.trueup.store.ArchiveHour;
import io.trueup.store.ShardEpoch;
import io.trueup.time.Epochs;
import java.time.Duration;
import java.util.List;

/**
 * Where in the archive the objects stand that a recompute reads: none is written before its records
 * come. Of a gap of the edition, which may be filled at any time, those that were written within
 * {@link #LATEST} and those that were read from the stream again; what is put back under another
 * name is found where the epochs after the edition are.
 */
final class Whereabouts {

  /** By how much the clocks may differ that tell arrival and the hour of an object. */
  private static final Duration SLACK = Duration.ofHours(1);

  /**
   * How long after their arrival records are delivered: the stream keeps a week, Firehose a day.
   */
  private static final Duration LATEST = Duration.ofDays(9);

  private final String prefix;
  private final Epochs epochs;
  private final RangeSet<String> keys = TreeRangeSet.create();

  private Whereabouts(Archive archive, String prefix) {
    this.prefix = prefix;
    this.epochs = archive.epochs();
    Edition edition = archive.edition();
    long first = Math.max(archive.reach().sought(), edition.cut());
    keys.add(first == 0 ? Range.atLeast(prefix) : Range.atLeast(hour(first, SLACK.negated())));
    keys.remove(Range.closedOpen(Refill.folder(prefix, 0), Refill.folder(prefix, first)));
    edition.gaps().stream()
        .map(ShardEpoch::epoch)
        .filter(archive.reach()::reads)
        .distinct()
        .forEach(this::add);
  }

  /** The keys of the objects under a prefix that are to be read. */
  static List<String> list(Archive archive, String prefix, Objects objects) {
    Whereabouts all = new Whereabouts(archive, prefix);
    String before = all.keys.span().lowerEndpoint();
    return objects.list(prefix, before).stream().filter(all.keys::contains).toList();
  }

  private void add(long gap) {
    keys.add(Range.closedOpen(hour(gap, SLACK.negated()), hour(gap + 1, LATEST)));
    keys.add(Range.closedOpen(Refill.folder(prefix, gap), Refill.folder(prefix, gap + 1)));
  }

  private String hour(long epoch, Duration later) {
    return ArchiveHour.folder(prefix, epochs.start(epoch) + later.toMillis());
  }
}
