package io.trueup.batch.recompute;

import io.trueup.aggregate.Measures;
import io.trueup.aggregate.Recomputed;
import io.trueup.aggregate.Recount;
import io.trueup.aggregate.State;
import io.trueup.definition.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All parts of one strip, put together. For one thread. */
final class StripParts {

  private static final Logger LOG = LoggerFactory.getLogger(StripParts.class);

  private final Measures measures;
  private final TreeMap<Long, Recount> fresh = new TreeMap<>();
  private final TreeMap<Long, Recount> again = new TreeMap<>();
  private final TreeMap<Long, Stood> served = new TreeMap<>();

  /** What segments hold of a bucket; where one alone does, its numbers are exact. */
  private record Stood(Recomputed cell, boolean isExact) {}

  private StripParts(Measures measures) {
    this.measures = measures;
  }

  static StripParts of(Iterable<byte[]> parts, Measures measures) {
    StripParts all = new StripParts(measures);
    parts.forEach(part -> StripPart.read(part, all));
    return all;
  }

  /** The cell of a bucket that recomputed events of an era are added to. */
  Recount recounted(Era era, long bucket) {
    return (era == Era.AGAIN ? again : fresh).computeIfAbsent(bucket, any -> measures.recount());
  }

  /** Adds what a segment holds of a bucket; nothing where it can't be read. */
  void addServed(long bucket, byte[] cell) {
    Stood stood;
    try {
      stood = new Stood(measures.decodeRecomputed(cell), true);
    } catch (RuntimeException unreadable) {
      LOG.warn("a cell of bucket {}: can't be read, counted as wrong", bucket, unreadable);
      stood = estimated(measures.empty());
    }
    served.merge(
        bucket,
        stood,
        (one, other) -> estimated(measures.merge(one.cell().state(), other.cell().state())));
  }

  private Stood estimated(State state) {
    return new Stood(new Recomputed(state, measures.values(state)), false);
  }

  /**
   * How the recomputed numbers differ from those that were served. Numbers of sketches are compared
   * as they were shown: exact ones where a segment alone had the bucket, else the estimates.
   */
  Corrections corrections(StripKey key, View view) {
    TreeSet<Long> buckets = new TreeSet<>(again.keySet());
    buckets.addAll(served.keySet());
    List<Correction> corrections = new ArrayList<>();
    for (long bucket : buckets) {
      Recount right = again.getOrDefault(bucket, measures.recount());
      Stood stood = served.getOrDefault(bucket, estimated(measures.empty()));
      Map<String, @Nullable Object> shown = stood.cell().values();
      Map<String, @Nullable Object> exact = right.values();
      List<Integer> differing =
          stood.isExact()
              ? measures.differing(stood.cell(), right)
              : measures.differing(stood.cell().state(), right.state());
      for (int place : differing) {
        String measure = view.measures().get(place).name();
        corrections.add(
            new Correction(
                view.name(),
                key.key().text(),
                view.every().get(key.size()).length().millis(),
                bucket,
                measure,
                shown.get(measure),
                exact.get(measure)));
      }
    }
    long compared = (long) buckets.size() * view.measures().size();
    return Corrections.of(compared, corrections);
  }

  /** The recomputed cells as a segment holds them; the eras apart are gone afterwards. */
  SortedMap<Long, byte[]> cells() {
    served.clear();
    for (var each = again.pollFirstEntry(); each != null; each = again.pollFirstEntry()) {
      Recount more = fresh.putIfAbsent(each.getKey(), each.getValue());
      if (more != null) {
        more.add(each.getValue());
      }
    }
    TreeMap<Long, byte[]> encoded = new TreeMap<>();
    fresh.forEach((bucket, cell) -> encoded.put(bucket, measures.encode(cell)));
    return encoded;
  }
}
