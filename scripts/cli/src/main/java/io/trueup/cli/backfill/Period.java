package io.trueup.cli.backfill;

import io.trueup.cli.Failure;
import io.trueup.event.Event;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A range of event time or arrival, {@code to} not in it; open where a bound lacks. */
public record Period(Optional<Instant> from, Optional<Instant> to) {

  public Period {
    if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
      throw Failure.wronglyAsked(
          "--from %s --to %s: nothing is in it, expected --from before --to", from.get(), to.get());
    }
  }

  /** Of times or days as a person gives them, days in UTC. */
  public static Period of(@Nullable String from, @Nullable String to) {
    return new Period(time("--from", from), time("--to", to));
  }

  private static Optional<Instant> time(String option, @Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          text.contains("T")
              ? Instant.parse(text)
              : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeParseException e) {
      throw Failure.wronglyAsked(
          "%s: '%s', expected a time as 2026-03-01T12:00:00Z or a day as 2026-03-01", option, text);
    }
  }

  boolean has(Event event) {
    return from.filter(it -> event.time() < it.toEpochMilli()).isEmpty()
        && to.filter(it -> event.time() >= it.toEpochMilli()).isEmpty();
  }

  @Override
  public String toString() {
    return from.map(Instant::toString).orElse("") + ".." + to.map(Instant::toString).orElse("");
  }
}
