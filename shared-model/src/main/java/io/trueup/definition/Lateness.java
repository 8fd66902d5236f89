package io.trueup.definition;

import io.trueup.time.Buckets;
import io.trueup.time.Span;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When an event of a type is late: its arrival is after the end of its bucket by more than a time.
 * The bucket is the smallest that a view of the type has, whatever the view's condition is.
 */
public record Lateness(Span bucket, Duration after) {

  /** Both times are in milliseconds since 1970. */
  public boolean isLate(long time, long arrival) {
    return arrival > Buckets.end(time, bucket) + after.toMillis();
  }

  /** Of each event type by its name; a type without a view has no buckets, and is never late. */
  static Map<String, Lateness> of(List<EventType> events, List<View> views, Objectives objectives) {
    Map<String, Lateness> all = new TreeMap<>();
    for (EventType type : events) {
      Duration after =
          type.lateAfter().orElseGet(() -> Duration.ofMillis(objectives.freshness().millis()));
      smallest(type, views).ifPresent(size -> all.put(type.name(), new Lateness(size, after)));
    }
    return all;
  }

  private static Optional<Span> smallest(EventType type, List<View> views) {
    return views.stream()
        .filter(view -> view.from().name().equals(type.name()))
        .map(view -> view.finest().length())
        .min(Comparator.naturalOrder());
  }
}
