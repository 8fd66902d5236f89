package io.trueup.bench.batch;

import io.trueup.bench.Contender;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The same by DuckDB on two threads, with tables in memory. */
final class DuckDbBatch {

  private static final String RECORDS =
      """
      CREATE TABLE records AS
      SELECT r.departure, r.delay, r.distance, r.origin, r.destination FROM (
        SELECT arg_min(event, (epoch, seq, sub, shard)) AS r
        FROM read_json('%s/archive/**/*.gz', format = 'newline_delimited', columns = {
          shard: 'VARCHAR', seq: 'VARCHAR', sub: 'BIGINT', epoch: 'BIGINT', event: 'STRUCT(id BIGINT,
          departure BIGINT, delay BIGINT, distance BIGINT, origin VARCHAR, destination VARCHAR)'})
        WHERE event.id IS NOT NULL AND event.departure IS NOT NULL AND event.distance IS NOT NULL
          AND event.origin IS NOT NULL AND event.destination IS NOT NULL
        GROUP BY event.id)
      """;

  private DuckDbBatch() {}

  public static void main(String[] args) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = 2");
      statement.execute("SET preserve_insertion_order = false");
      long start = System.nanoTime();
      statement.execute(RECORDS.formatted(args[1]));
      for (Views view : Views.values()) {
        for (int size = 0; size < view.every().size(); size++) {
          statement.execute("CREATE TABLE %s AS %s".formatted(view.table(size), view.query(size)));
        }
      }
      Contender.took(System.nanoTime() - start);
      if (!args[2].equals("-")) {
        write(statement, Path.of(args[2]));
      }
    }
  }

  private static void write(Statement statement, Path file) throws SQLException {
    try (CellFile cells = new CellFile(file)) {
      for (Views view : Views.values()) {
        for (int size = 0; size < view.every().size(); size++) {
          try (ResultSet rows = statement.executeQuery(view.numbers(size))) {
            while (rows.next()) {
              cells.write(
                  new Cell(
                      view.word(),
                      view.every().get(size),
                      rows.getString(1),
                      rows.getLong(2),
                      numbers(rows)));
            }
          }
        }
      }
    }
  }

  private static List<@Nullable Object> numbers(ResultSet row) throws SQLException {
    List<@Nullable Object> numbers = new ArrayList<>();
    for (int i = 3; i <= row.getMetaData().getColumnCount(); i++) {
      numbers.add(row.getObject(i));
    }
    return numbers;
  }
}
