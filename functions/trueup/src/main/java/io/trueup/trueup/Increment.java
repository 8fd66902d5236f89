package io.trueup.trueup;

import io.trueup.definition.Batch;
import io.trueup.store.Pointer;
import io.trueup.store.Segment;
import io.trueup.store.Version;
import io.trueup.time.Epochs;
import java.util.List;
import java.util.Optional;

/**
 * Which segments of the version served the next one keeps. They are a base and a few increments, as
 * the digits of a number: as much as comes behind one before it is recomputed is less from one to
 * the next, in equal ratios from the time between full recomputes to that between true-ups. So an
 * epoch is recomputed a few times at most. None is kept when the base is old, or of another
 * definition: then everything is recomputed.
 */
record Increment(Batch batch, Epochs epochs) {

  /** The most segments of a version: a query reads each of them. */
  static final int MOST = 4;

  /** The segments that a version of a definition up to a cut keeps; none: all is recomputed. */
  List<Segment> kept(Pointer pointer, String definition, long cut) {
    Optional<Version> served =
        pointer.version().filter(version -> version.definition().equals(Optional.of(definition)));
    if (served.isEmpty() || isFullDue(served.get(), cut)) {
      return List.of();
    }
    List<Segment> segments = served.get().segments();
    int kept = 1;
    while (kept < Math.min(segments.size(), MOST - 1) && !isDue(segments.get(kept), kept, cut)) {
      kept++;
    }
    return segments.subList(0, kept);
  }

  /** Whether so much has come behind an increment that both are recomputed as one. */
  private boolean isDue(Segment increment, int number, long cut) {
    double ratio = (double) batch.schedule().millis() / batch.full().millis();
    long due = Math.round(batch.full().millis() * Math.pow(ratio, number / (MOST - 1.0)));
    return (cut - increment.to()) * epochs.length().millis() >= due;
  }

  /** Whether so much time has come after the base that it is made anew. */
  private boolean isFullDue(Version served, long cut) {
    long since = cut - served.segments().get(0).to();
    return since * epochs.length().millis() >= batch.full().millis();
  }
}
