package io.trueup.demo.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The judge of the flights: their pipeline's hand-written {@code oracle.sql}, run by DuckDB over
 * the input alone. It takes every flight for one that counts once, and hides none. For one thread.
 */
public record SqlOracle(Connection connection, String sql) implements Oracle {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The measure that every view of such a pipeline has. */
  private static final String COUNT = "flights";

  /** Whether a pipeline has such a query beside it. */
  public static boolean isIn(Path pipeline) {
    return Files.isReadable(file(pipeline));
  }

  private static Path file(Path pipeline) {
    return pipeline.resolve("oracle.sql");
  }

  /** The oracle beside a pipeline, over a connection with its input. */
  public static SqlOracle of(Path pipeline, Connection connection) {
    Path file = file(pipeline);
    try {
      return new SqlOracle(connection, Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("read of " + file, e);
    }
  }

  /** The measures of every cell when the first {@code sent} rows of the input are all there is. */
  public Map<CellId, Map<String, JsonNode>> cells(long sent) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE OR REPLACE TEMP VIEW flights AS SELECT * FROM input WHERE id < " + sent);
      Map<CellId, Map<String, JsonNode>> cells = new HashMap<>();
      try (ResultSet rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          cells.put(cell(rows), measures(rows.getString("measures")));
        }
      }
      return cells;
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("oracle over the first %d rows".formatted(sent), e);
    }
  }

  @Override
  public Expected expected(Sent sent, Instant cut) {
    Expected.Builder expected = new Expected.Builder();
    cells(sent.events())
        .forEach(
            (cell, measures) ->
                expected.cell(
                    cell,
                    measures,
                    Objects.requireNonNull(measures.get(COUNT), COUNT).longValue()));
    return expected.build("");
  }

  @Override
  public void close() {
    // The connection is the input's.
  }

  private static CellId cell(ResultSet row) throws SQLException, IOException {
    return new CellId(
        row.getString("view"),
        row.getString("every"),
        CellId.Key.of(JSON.readTree(row.getString("key"))),
        row.getObject("bucket", LocalDateTime.class).toInstant(ZoneOffset.UTC));
  }

  private static Map<String, JsonNode> measures(String text) throws IOException {
    Map<String, JsonNode> measures = new TreeMap<>();
    JSON.readTree(text)
        .properties()
        .forEach(entry -> measures.put(entry.getKey(), entry.getValue()));
    return measures;
  }
}
