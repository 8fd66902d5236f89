package io.trueup.definition;

import io.trueup.time.Span;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads {@code batch} and {@code slo} of a pipeline file, each member with its default. */
final class RhythmReader {

  private static final List<String> MEMBERS =
      List.of("schedule", "epoch", "heartbeat", "full", "horizon", "corrections");
  private static final Span SCHEDULE = Span.parse("1h");
  private static final Span EPOCH = Span.parse("5m");
  private static final Span HEARTBEAT = Span.parse("10s");
  private static final Span FULL = Span.parse("1d");
  private static final Span HORIZON = Span.parse("35d");
  private static final Span FRESHNESS = Span.parse("5s");
  private static final BigDecimal DIVERGENCE = new BigDecimal("0.001");
  private static final String PERCENTAGE = "a percentage from 0% to 100%, as 0.1%";
  private static final Pattern PERCENT = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,12})?%");

  private RhythmReader() {}

  /** Reads {@code batch}; events seek repeats within {@code window} at most. */
  static Batch batch(Optional<YamlCursor> batch, Duration window) {
    Optional<YamlCursor.Members> members = batch.map(it -> it.members(MEMBERS));
    Span epoch = orDefault(members, "epoch", EPOCH, it -> Spans.atLeast(it, Spans.SECOND, ""));
    // With the schedule's default, a long epoch alone moves the schedule.
    Span schedule =
        orDefault(
            members,
            "schedule",
            longer(SCHEDULE, epoch),
            it -> Spans.atLeast(it, epoch, ", the epoch"));
    Span heartbeat =
        orDefault(members, "heartbeat", HEARTBEAT, it -> Spans.atLeast(it, Spans.SECOND, ""));
    Span full =
        orDefault(
            members,
            "full",
            longer(FULL, schedule),
            it -> Spans.atLeast(it, schedule, ", the schedule"));
    // An increment has to find what the speed layer finds.
    Span least = longer(epoch, window.isZero() ? epoch : new Span(window.toMillis()));
    Span horizon =
        orDefault(
            members,
            "horizon",
            longer(HORIZON, least),
            it -> Spans.atLeast(it, least, ", the longest window"));
    Tolerance corrections =
        orDefault(
            members,
            "corrections",
            Tolerance.NONE,
            it -> it.parsed(text -> new Tolerance(share(text)), PERCENTAGE));
    return new Batch(schedule, epoch, heartbeat, full, horizon, corrections);
  }

  static Objectives objectives(Optional<YamlCursor> slo) {
    Optional<YamlCursor.Members> members =
        slo.map(it -> it.members(List.of("freshness", "divergence")));
    return new Objectives(
        orDefault(members, "freshness", FRESHNESS, Spans::read),
        orDefault(
            members, "divergence", DIVERGENCE, it -> it.parsed(RhythmReader::share, PERCENTAGE)));
  }

  private static Span longer(Span one, Span other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static BigDecimal share(String text) {
    if (!PERCENT.matcher(text).matches()) {
      throw new IllegalArgumentException("share '%s', expected a percentage".formatted(text));
    }
    BigDecimal share = new BigDecimal(text.substring(0, text.length() - 1)).movePointLeft(2);
    if (share.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException("share '%s', expected at most 100%%".formatted(text));
    }
    return share;
  }

  private static <T> T orDefault(
      Optional<YamlCursor.Members> members,
      String name,
      T standard,
      Function<YamlCursor, Optional<T>> read) {
    return members.flatMap(it -> it.optional(name)).flatMap(read).orElse(standard);
  }
}
