package io.trueup.bench.batch;

import com.google.common.collect.ImmutableList;

/**
 * The views of flights in SQL that DuckDB and Spark both read: over {@code records}, one row an
 * event. The finest size is made of them, each coarser one of the one before.
 */
enum Views {
  DEPARTURES_BY_ORIGIN("origin", "true", ImmutableList.of("5m", "1h", "1d")),
  LONG_HAUL_ARRIVALS("destination", "distance > 1000", ImmutableList.of("1h", "1d")),
  ALL_DEPARTURES("''", "true", ImmutableList.of("1h", "1d"));

  private static final String COLUMNS =
      ", sum(flights) AS flights, sum(delay_sum) AS delay_sum, sum(delays) AS delays"
          + ", min(delay_min) AS delay_min, max(delay_max) AS delay_max"
          + ", sum(distance_sum) AS distance_sum"
          + ", min(distance_min) AS distance_min, max(distance_max) AS distance_max";

  private static final String OF_RECORDS =
      ", count(*) AS flights, sum(delay) AS delay_sum, count(delay) AS delays"
          + ", min(delay) AS delay_min, max(delay) AS delay_max, sum(distance) AS distance_sum"
          + ", min(distance) AS distance_min, max(distance) AS distance_max";

  private final String key;
  private final String where;
  private final ImmutableList<String> every;

  Views(String key, String where, ImmutableList<String> every) {
    this.key = key;
    this.where = where;
    this.every = every;
  }

  String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  ImmutableList<String> every() {
    return every;
  }

  /** The name of the table of a size. */
  String table(int size) {
    return word() + "_" + every.get(size);
  }

  /** What the table of a size is made by. */
  String query(int size) {
    long millis = millis(every.get(size));
    return size == 0
        ? "SELECT %s AS key, departure - departure %% %d AS bucket%s FROM records WHERE %s GROUP BY 1, 2"
            .formatted(key, millis, OF_RECORDS, where)
        : "SELECT key, bucket - bucket %% %d AS bucket%s FROM %s GROUP BY 1, 2"
            .formatted(millis, COLUMNS, table(size - 1));
  }

  /** The numbers of a table's row, in the order of the view's measures. */
  String numbers(int size) {
    String delay =
        "flights, delay_sum, CAST(delay_sum AS DOUBLE) / delays AS a, delay_min, delay_max";
    String mean = "CAST(distance_sum AS DOUBLE) / flights AS b";
    String distance =
        switch (this) {
          case DEPARTURES_BY_ORIGIN -> "distance_sum, " + mean + ", distance_min, distance_max";
          case LONG_HAUL_ARRIVALS -> mean;
          case ALL_DEPARTURES -> "distance_sum, " + mean;
        };
    return "SELECT key, bucket, %s, %s FROM %s".formatted(delay, distance, table(size));
  }

  private static long millis(String size) {
    return io.trueup.time.Span.parse(size).millis();
  }
}
