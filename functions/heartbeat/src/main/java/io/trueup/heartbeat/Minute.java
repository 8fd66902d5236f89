package io.trueup.heartbeat;

import io.trueup.time.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The beats of one minute. A beat's number is the number of its interval since 1970, so that a
 * minute that is planned twice has the same beats.
 */
record Minute(Instant start, Span interval) {

  /** A beat that is due so long after now. */
  record Due(long number, Duration delay) {}

  static Minute of(Instant time, Span interval) {
    return new Minute(time.truncatedTo(ChronoUnit.MINUTES), interval);
  }

  /** The beats whose intervals begin in this minute; those already due have no delay. */
  List<Due> beats(Instant now) {
    long end = start.plus(1, ChronoUnit.MINUTES).toEpochMilli();
    long length = interval.millis();
    List<Due> beats = new ArrayList<>();
    long number = Math.floorDiv(start.toEpochMilli() + length - 1, length);
    for (; number * length < end; number++) {
      Duration delay = Duration.between(now, Instant.ofEpochMilli(number * length));
      beats.add(new Due(number, delay.isNegative() ? Duration.ZERO : delay));
    }
    return beats;
  }
}
