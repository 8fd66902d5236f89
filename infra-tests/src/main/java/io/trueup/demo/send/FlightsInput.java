package io.trueup.demo.send;

import io.trueup.cli.send.Packing;
import io.trueup.demo.host.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The first flights of a file, as a DuckDB table {@code input(id, date, delay, distance, origin,
 * destination)} in memory; the id is the row number from 0. For one thread.
 */
public final class FlightsInput implements Input {

  private static final String COLUMNS =
      """
      CAST("date" AS TIMESTAMP) AS "date", CAST(delay AS BIGINT) AS delay, \
      CAST(distance AS BIGINT) AS distance, CAST(origin AS VARCHAR) AS origin, \
      CAST(destination AS VARCHAR) AS destination""";

  private final Connection connection;

  private FlightsInput(Connection connection) {
    this.connection = connection;
  }

  /** Reads at most {@code events} rows of a Parquet file or of JSON lines. */
  public static FlightsInput open(Path file, long events) {
    if (!Files.isReadable(file)) {
      throw new Failure("--data: no file can be read at " + file.toAbsolutePath(), 2);
    }
    String reader =
        file.toString().toLowerCase(Locale.ROOT).endsWith(".parquet")
            ? "read_parquet"
            : "read_json_auto";
    try {
      Connection connection = DriverManager.getConnection("jdbc:duckdb:");
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "CREATE TABLE input AS SELECT row_number() OVER () - 1 AS id, * FROM (SELECT %s FROM %s('%s') LIMIT %d)"
                .formatted(COLUMNS, reader, file.toString().replace("'", "''"), events));
      }
      return new FlightsInput(connection);
    } catch (SQLException e) {
      throw new Failure(
          "--data: %s holds no flights (expected Parquet or JSON lines with date, delay, distance,"
                  .formatted(file)
              + " origin, destination): "
              + e.getMessage(),
          2);
    }
  }

  public Connection connection() {
    return connection;
  }

  @Override
  public long count() {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM input")) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException("count of the input's rows", e);
    }
  }

  /** The flights with {@code from <= id < to}, in the order of the file. */
  public List<Flight> flights(long from, long to) {
    String query =
        "SELECT id, epoch_ms(\"date\"), delay, distance, origin, destination FROM input"
            + " WHERE id >= ? AND id < ? ORDER BY id";
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setLong(1, from);
      statement.setLong(2, to);
      try (ResultSet rows = statement.executeQuery()) {
        List<Flight> flights = new ArrayList<>();
        while (rows.next()) {
          flights.add(
              new Flight(
                  rows.getLong(1),
                  whole(rows, 2),
                  whole(rows, 3),
                  whole(rows, 4),
                  rows.getString(5),
                  rows.getString(6)));
        }
        return flights;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("flights %d to %d of the input".formatted(from, to), e);
    }
  }

  private static @Nullable Long whole(ResultSet rows, int column) throws SQLException {
    long value = rows.getLong(column);
    return rows.wasNull() ? null : value;
  }

  @Override
  public List<Packing.Entry> events(long from, long to) {
    return flights(from, to).stream().map(Flight::entry).toList();
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("close of the input's database", e);
    }
  }
}
