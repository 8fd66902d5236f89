package io.trueup.batch.recompute;

import io.trueup.time.Span;
import java.io.Serializable;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A number of the version served that recomputing the same epochs does not come to: what its
 * segments say, and what is right; {@code every} is the size of its bucket in milliseconds.
 */
record Correction(
    String view,
    String key,
    long every,
    long bucket,
    String measure,
    @Nullable Object served,
    @Nullable Object exact)
    implements Serializable {

  /** The worst for its size first. */
  static final Comparator<Correction> ORDER =
      Comparator.comparingDouble(Correction::weight)
          .reversed()
          .thenComparing(Correction::view)
          .thenComparing(Correction::key)
          .thenComparingLong(Correction::every)
          .thenComparingLong(Correction::bucket)
          .thenComparing(Correction::measure);

  Correction {
    served = Shown.of(served);
    exact = Shown.of(exact);
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("view", view);
    json.put("key", key);
    json.put("every", new Span(every).toString());
    json.put("bucket", Instant.ofEpochMilli(bucket).toString());
    json.put("measure", measure);
    json.put("served", served);
    json.put("exact", exact);
    return json;
  }

  private double weight() {
    return Shown.distance(served, exact);
  }
}
