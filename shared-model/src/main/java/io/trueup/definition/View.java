package io.trueup.definition;

import io.trueup.event.Event;
import java.util.List;
import java.util.Optional;

/**
 * A view: which events it counts, of which keys also live, by what, in which bucket sizes (the
 * finest first, each a multiple of the one before), what it measures, and how writes to a key are
 * spread. {@code live} names no fields but those of {@code by}; without it all keys are live. The
 * fingerprint names its meaning: equal fingerprints answer equal numbers for equal records.
 */
public record View(
    String name,
    EventType from,
    Optional<Condition> where,
    Optional<Condition> live,
    List<Field> by,
    List<BucketSize> every,
    List<Measure> measures,
    Spread spread,
    String fingerprint) {

  public View {
    by = List.copyOf(by);
    every = List.copyOf(every);
    measures = List.copyOf(measures);
  }

  /** Whether an event is of this view's type and satisfies its condition. */
  public boolean counts(Event event) {
    return event.type().name().equals(from.name()) && (where.isEmpty() || where.get().holds(event));
  }

  /** Whether it counts an event as soon as it has come; the others wait for the true-up. */
  public boolean countsLive(Event event) {
    return counts(event) && (live.isEmpty() || live.get().holds(event));
  }

  /** Does now what the first event would else wait for. */
  public void prepare() {
    where.ifPresent(Condition::prepare);
    live.ifPresent(Condition::prepare);
  }

  /** The smallest bucket size, the only one that hot deltas hold. */
  public BucketSize finest() {
    return every.get(0);
  }
}
