package io.trueup.batch.recompute;

import io.trueup.aggregate.Measures;
import io.trueup.aggregate.Recount;
import io.trueup.aggregate.State;
import io.trueup.definition.View;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All parts of one strip, put together. For one thread. */
final class StripParts {

  private static final Logger LOG = LoggerFactory.getLogger(StripParts.class);

  private final Measures measures;
  private final TreeMap<Long, Recount> fresh = new TreeMap<>();
  private final TreeMap<Long, Recount> again = new TreeMap<>();
  private final TreeMap<Long, State> served = new TreeMap<>();

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
    State state;
    try {
      state = measures.decodeRecomputed(cell).state();
    } catch (RuntimeException unreadable) {
      LOG.warn("a cell of bucket {}: can't be read, counted as wrong", bucket, unreadable);
      state = measures.empty();
    }
    served.merge(bucket, state, measures::merge);
  }

  /** How the recomputed numbers differ from those that were served. */
  Corrections corrections(StripKey key, View view) {
    TreeSet<Long> buckets = new TreeSet<>(again.keySet());
    buckets.addAll(served.keySet());
    List<Correction> corrections = new ArrayList<>();
    for (long bucket : buckets) {
      Recount cell = again.get(bucket);
      State right = cell == null ? measures.empty() : cell.state();
      State stood = served.getOrDefault(bucket, measures.empty());
      for (int place : measures.differing(stood, right)) {
        String measure = view.measures().get(place).name();
        corrections.add(
            new Correction(
                view.name(),
                key.key().text(),
                view.every().get(key.size()).length().millis(),
                bucket,
                measure,
                measures.values(stood).get(measure),
                measures.values(right).get(measure)));
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
