package io.trueup.endtoend;

import io.trueup.demo.send.Flight;
import io.trueup.demo.send.FlightsInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Flights as a bad week brings them, in a file of lines: some come late, some again, on another
 * shard perhaps, and some lines are no flights. Counted as they were written: rejected ones by
 * reason, repeats, and late flights.
 */
record BadWeek(Map<String, Long> rejected, long repeats, long late) {

  private static final int MALFORMED_PERCENT = 3;
  private static final int REPEATED_PERCENT = 6;
  private static final int LATE_PERCENT = 10;

  /** How far ahead flights are that are not late: further than any test lasts. */
  private static final Duration AHEAD = Duration.ofMinutes(40);

  private static final long SPREAD = Duration.ofMinutes(15).toMillis();

  private record Good(Flight flight, int late) {}

  /** Writes so many lines. */
  static BadWeek write(Path file, FlightsInput flights, int count, Random random)
      throws IOException {
    List<Flight> source = flights.flights(0, count);
    Map<String, String> malformed = MalformedEvents.oneEach();
    List<String> reasons = List.copyOf(malformed.keySet());
    Map<String, Long> rejected = new TreeMap<>();
    List<Good> good = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    long repeats = 0;
    long late = 0;
    long soon = Instant.now().plus(AHEAD).toEpochMilli();
    while (lines.size() < count) {
      int fate = random.nextInt(100);
      if (fate < MALFORMED_PERCENT) {
        String reason = reasons.get(random.nextInt(reasons.size()));
        rejected.merge(reason, 1L, Long::sum);
        lines.add(malformed.get(reason));
      } else if (fate < MALFORMED_PERCENT + REPEATED_PERCENT && !good.isEmpty()) {
        Good again = good.get(random.nextInt(good.size()));
        repeats++;
        late += again.late();
        lines.add(text(random.nextBoolean() ? again.flight() : from("ATL", again.flight())));
      } else {
        Flight flight = source.get(good.size());
        Good next =
            random.nextInt(100) < LATE_PERCENT
                ? new Good(flight, 1)
                : new Good(at(soon + random.nextLong(SPREAD), flight), 0);
        good.add(next);
        late += next.late();
        lines.add(text(next.flight()));
      }
    }
    Files.writeString(file, String.join("\n", lines), StandardCharsets.UTF_8);
    return new BadWeek(rejected, repeats, late);
  }

  private static Flight at(long departure, Flight it) {
    return new Flight(it.id(), departure, it.delay(), it.distance(), it.origin(), it.destination());
  }

  private static Flight from(String origin, Flight it) {
    return new Flight(it.id(), it.departure(), it.delay(), it.distance(), origin, it.destination());
  }

  private static String text(Flight flight) {
    return new String(flight.entry().data(), StandardCharsets.UTF_8);
  }
}
