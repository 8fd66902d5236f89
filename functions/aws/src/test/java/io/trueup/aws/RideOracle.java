package io.trueup.aws;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The right answers of {@link Rides}: a loop over the rides for each cell. */
final class RideOracle {

  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;

  private RideOracle() {}

  static Map<String, String> answers(List<Rides.Ride> rides) {
    Map<String, String> answers = new TreeMap<>();
    for (Rides.Ride ride : rides) {
      String city = ride.city() == null ? "null" : '"' + ride.city() + '"';
      List<Rides.Ride> same =
          rides.stream().filter(r -> java.util.Objects.equals(r.city(), ride.city())).toList();
      byCity(answers, "1m", MINUTE, city, ride, same);
      byCity(answers, "1h", HOUR, city, ride, same);
      if (ride.fare() > 50) {
        List<Rides.Ride> dear = in(rides, ride.at() / HOUR * HOUR, HOUR);
        dear = dear.stream().filter(r -> r.fare() > 50).toList();
        answers.put(
            "dear 1h [] " + ride.at() / HOUR * HOUR,
            "{fares=%d, rides=%d}"
                .formatted(dear.stream().mapToLong(Rides.Ride::fare).sum(), dear.size()));
      }
    }
    return answers;
  }

  private static void byCity(
      Map<String, String> answers,
      String size,
      long length,
      String city,
      Rides.Ride ride,
      List<Rides.Ride> same) {
    long bucket = ride.at() / length * length;
    List<Rides.Ride> cell = in(same, bucket, length);
    answers.put(
        "by_city %s [%s] %d".formatted(size, city, bucket),
        "{fare_max=%d, fares=%d, rides=%d}"
            .formatted(
                cell.stream().mapToLong(Rides.Ride::fare).max().orElseThrow(),
                cell.stream().mapToLong(Rides.Ride::fare).sum(),
                cell.size()));
  }

  private static List<Rides.Ride> in(List<Rides.Ride> rides, long from, long length) {
    return rides.stream().filter(r -> r.at() >= from && r.at() < from + length).toList();
  }
}
