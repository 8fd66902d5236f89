package io.trueup.store;

import io.trueup.event.Intake;
import io.trueup.event.Position;
import io.trueup.event.Punctuality;
import io.trueup.event.StreamRecord;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The control totals of a set of records: how many of each sort there are ({@code received} is all
 * of them, {@code accepted}, {@code beats}, and {@code rejected.REASON}), how many of those
 * accepted were {@code late}, and their digest. Two tallies of the same records are equal, whatever
 * the order; {@link #plus} joins those of disjoint sets. The speed layer also counts those accepted
 * that are {@code repeated}.
 */
public record Tally(Map<String, Long> counts, long digest) {

  public static final String RECEIVED = "received";
  public static final String ACCEPTED = "accepted";
  public static final String BEATS = "beats";
  public static final String REJECTED = "rejected.";

  /** Accepted events that came late: no sort of its own. */
  public static final String LATE = "late";

  /** Accepted events that the speed layer left out as repeats: no sort of its own. */
  public static final String REPEATED = "repeated";

  /** What a repeat adds to the tally of its record. */
  public static final Tally REPEAT = new Tally(Map.of(REPEATED, 1L), 0);

  public static final Tally NONE = new Tally(Map.of(), 0);

  public Tally {
    counts = Map.copyOf(counts);
  }

  /** The tally of one record. */
  public static Tally of(StreamRecord record, Intake intake) {
    return new Tally(
        names(intake).stream().collect(Collectors.toMap(name -> name, name -> 1L)),
        Mix.of(record.position(), record.data()));
  }

  /** The names of all counts in which a record is one, by what it turned out to be. */
  public static List<String> names(Intake intake) {
    return intake instanceof Intake.Accepted accepted && accepted.punctuality() == Punctuality.LATE
        ? List.of(RECEIVED, ACCEPTED, LATE)
        : List.of(RECEIVED, sort(intake));
  }

  /** The name under which a tally counts what a record turned out to be. */
  public static String sort(Intake intake) {
    if (intake instanceof Intake.Rejected rejected) {
      return REJECTED + rejected.reason().word();
    }
    return intake instanceof Intake.Beat ? BEATS : ACCEPTED;
  }

  public Tally plus(Tally other) {
    Map<String, Long> sum = new TreeMap<>(counts);
    other.counts.forEach((name, count) -> sum.merge(name, count, Math::addExact));
    return new Tally(sum, digest + other.digest);
  }

  /** This tally without what the speed layer alone counts: what both layers must agree on. */
  public Tally intake() {
    Map<String, Long> rest = new TreeMap<>(counts);
    rest.remove(REPEATED);
    return new Tally(rest, digest);
  }

  /** How many records and which they are, without what they were taken for. */
  public Tally records() {
    return new Tally(Map.of(RECEIVED, count(RECEIVED)), digest);
  }

  public long count(String name) {
    return Objects.requireNonNullElse(counts.get(name), 0L);
  }

  /** The place of a record that stands for its sort in people's eyes. */
  public record Sample(String sort, Position position) {}
}
