package io.trueup.batch.recompute;

import java.io.Serializable;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A measure of one portion whose live number is not the exact one. {@code live} is what the hot
 * delta says, {@code exact} what the archive's records come to: by the speed layer's own rule, or,
 * where repeats are the cause, by the batch layer's.
 */
record Offender(
    Cause cause,
    String view,
    String key,
    long bucket,
    String measure,
    @Nullable Object live,
    @Nullable Object exact,
    String shard,
    long epoch)
    implements Serializable {

  Offender {
    live = Shown.of(live);
    exact = Shown.of(exact);
  }

  /** The worst first, and of one cause the one that is the most wrong for its size. */
  static final Comparator<Offender> ORDER =
      Comparator.comparing(Offender::cause)
          .thenComparing(Comparator.comparingDouble(Offender::weight).reversed())
          .thenComparing(Offender::view)
          .thenComparing(Offender::key)
          .thenComparingLong(Offender::bucket)
          .thenComparing(Offender::measure)
          .thenComparingLong(Offender::epoch)
          .thenComparing(Offender::shard);

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("cause", cause.word());
    json.put("view", view);
    json.put("key", key);
    json.put("bucket", Instant.ofEpochMilli(bucket).toString());
    json.put("measure", measure);
    json.put("live", live);
    json.put("exact", exact);
    json.put("shard", shard);
    json.put("epoch", epoch);
    return json;
  }

  private double weight() {
    return Shown.distance(live, exact);
  }
}
