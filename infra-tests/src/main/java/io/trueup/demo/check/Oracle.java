package io.trueup.demo.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trueup.demo.host.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The judge: what the views must answer, by a pipeline's hand-written {@code oracle.sql} over the
 * input. It shares no code with what it judges. For one thread.
 */
public record Oracle(Connection connection, String sql) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The oracle beside a pipeline; a {@link Failure} when the folder has none. */
  public static Oracle of(Path pipeline, Connection connection) {
    Path file = pipeline.resolve("oracle.sql");
    if (!Files.isReadable(file)) {
      throw new Failure(
          ("--pipeline: %s has no oracle.sql, and without it nothing can say what is right;"
                  + " today the demo runs cdk-app/pipelines/flights only")
              .formatted(pipeline),
          2);
    }
    try {
      return new Oracle(connection, Files.readString(file, StandardCharsets.UTF_8));
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
