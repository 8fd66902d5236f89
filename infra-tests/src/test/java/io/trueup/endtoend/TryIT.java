package io.trueup.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.cli.Lines;
import io.trueup.cli.trial.Trial;
import io.trueup.cli.trial.ViewCells;
import io.trueup.definition.BucketSize;
import io.trueup.definition.PipelineFolder;
import io.trueup.definition.PipelineReader;
import io.trueup.definition.Reading;
import io.trueup.demo.host.Checkout;
import io.trueup.demo.host.LocalStack;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What `trueup try` counts of 200,000 flights, against DuckDB over the same rows. */
class TryIT {

  private static final int FLIGHTS = 200_000;
  private static final Map<String, String> SPANS =
      Map.of("5m", "5 minutes", "1h", "1 hour", "1d", "1 day");

  private static final String ROWS =
      """
      CREATE TABLE flights AS SELECT row_number() OVER () - 1 AS id, epoch_ms(CAST("date" AS TIMESTAMP)) AS departure, \
      CAST(delay AS BIGINT) AS delay, CAST(distance AS BIGINT) AS distance, origin, destination \
      FROM (SELECT * FROM read_parquet('%s') LIMIT %d)""";

  @Test
  void try_flights_equalsDuckDb() throws Exception {
    Checkout checkout = new Checkout(Path.of(System.getProperty("trueup.checkout")));
    // The flights come with it.
    LocalStack.setUp(checkout, checkout.instance("try-it"));
    Reading reading = PipelineReader.read(PipelineFolder.load(checkout.pipeline("flights")));
    Trial trial = new Trial(((Reading.Read) reading).pipeline(), Instant.now().toEpochMilli());
    Map<String, String> expected = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(ROWS.formatted(checkout.flights(), FLIGHTS));
      try (ResultSet row =
          statement.executeQuery("SELECT to_json(flights) FROM flights ORDER BY id")) {
        for (long number = 1; row.next(); number++) {
          byte[] line = row.getString(1).getBytes(UTF_8);
          trial.read(new Lines.Line(number, line.length, line));
        }
      }
      for (ViewCells view : trial.views()) {
        for (BucketSize size : view.view().every()) {
          expect(statement, view.view().name(), size.length().toString(), expected);
        }
      }
    }
    assertThat(trial.accepted()).isEqualTo(FLIGHTS);
    assertThat(counted(trial)).hasSizeGreaterThan(80_000).isEqualTo(expected);
  }

  private static void expect(
      Statement statement, String view, String size, Map<String, String> expected)
      throws SQLException {
    String key =
        switch (view) {
          case "departures_by_origin" -> "origin";
          case "long_haul_arrivals" -> "destination";
          default -> "''";
        };
    String query =
        """
        SELECT %s, epoch_ms(time_bucket(INTERVAL '%s', make_timestamp(departure * 1000), TIMESTAMP '1970-01-01')), \
        count(*), sum(delay), sum(delay) / count(delay), min(delay), max(delay) FROM flights %s GROUP BY 1, 2"""
            .formatted(
                key,
                SPANS.get(size),
                view.equals("long_haul_arrivals") ? "WHERE distance > 1000" : "");
    try (ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        expected.put(
            "%s %s [%s] %d".formatted(view, size, row.getString(1), row.getLong(2)),
            "%s %s %s %s %s"
                .formatted(
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    row.getString(7)));
      }
    }
  }

  private static Map<String, String> counted(Trial trial) {
    Map<String, String> cells = new TreeMap<>();
    for (ViewCells view : trial.views()) {
      for (BucketSize size : view.view().every()) {
        for (ViewCells.Cell cell : view.of(size.length())) {
          String key =
              cell.key().values().isEmpty() ? "" : String.valueOf(cell.key().values().get(0));
          cells.put(
              "%s %s [%s] %d".formatted(view.view().name(), size.length(), key, cell.bucket()),
              "%s %s %s %s %s"
                  .formatted(
                      cell.values().get("flights"),
                      cell.values().get("delay_sum"),
                      cell.values().get("delay_mean"),
                      cell.values().get("delay_min"),
                      cell.values().get("delay_max")));
        }
      }
    }
    return cells;
  }
}
