package io.trueup.definition;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Pipeline folders for tests. */
public final class Folders {

  /** One of every type that is read, nested ones and some that are not read. */
  public static final String ORDER_SCHEMA =
      """
      {"type": "record", "name": "order", "fields": [
        {"name": "id", "type": "string"},
        {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
        {"name": "paid", "type": "boolean", "default": false},
        {"name": "items", "type": "int"},
        {"name": "points", "type": ["null", "long"]},
        {"name": "weight", "type": ["null", "double"]},
        {"name": "ratio", "type": "float", "default": 0.5},
        {"name": "amount", "type":
          {"type": "bytes", "logicalType": "decimal", "precision": 8, "scale": 2}},
        {"name": "grade", "type": {"type": "enum", "name": "grade", "symbols": ["A", "B"]},
          "default": "B"},
        {"name": "day", "type": ["null", {"type": "int", "logicalType": "date"}]},
        {"name": "seen", "type": ["null", {"type": "long", "logicalType": "timestamp-micros"}]},
        {"name": "ref", "type": ["null", {"type": "string", "logicalType": "uuid"}]},
        {"name": "tags", "type": {"type": "array", "items": "string"}},
        {"name": "item", "type": ["null", {"type": "record", "name": "item", "fields": [
          {"name": "category", "type": "string"},
          {"name": "stock", "type": "long", "default": 7},
          {"name": "inner", "type": {"type": "record", "name": "inner", "fields": [
            {"name": "code", "type": ["null", "string"]}]}}]}], "default": null}
      ]}
      """;

  public static final String ORDER_PIPELINE =
      """
      pipeline: orders
      events:
        order: { schema: order.avsc, id: id, time: at, key: item.category, max_ahead: 10m }
      views:
        orders:
          from: order
          where: "items > 1"
          by: [item.category, grade]
          every: { 5m: 7d, 1h: forever }
          measures:
            orders: count()
            items_sum: sum(items)
      """;

  private Folders() {}

  public static PipelineFolder orders() {
    return orders(ORDER_PIPELINE);
  }

  public static PipelineFolder orders(String pipeline) {
    return orders(pipeline, ORDER_SCHEMA);
  }

  public static PipelineFolder orders(String pipeline, String schema) {
    Map<String, byte[]> files = new HashMap<>();
    files.put("pipeline.yaml", pipeline.getBytes(UTF_8));
    files.put("order.avsc", schema.getBytes(UTF_8));
    return new PipelineFolder(files);
  }

  /** The folder of the first example pipeline. */
  public static Path flights() {
    return examples().resolve("flights");
  }

  /** The folder of all example pipelines. */
  public static Path examples() {
    return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
        .map(above -> above.resolve("cdk-app/pipelines"))
        .filter(Files::isDirectory)
        .findFirst()
        .orElseThrow();
  }

  /** A pipeline that must be right. */
  public static Pipeline pipeline(PipelineFolder folder) {
    Reading reading = PipelineReader.read(folder);
    if (reading instanceof Reading.Read read) {
      return read.pipeline();
    }
    throw new AssertionError(reading.toString());
  }

  /** The problems of a folder, each as people see it; none when it is right. */
  public static List<String> problems(PipelineFolder folder) {
    return PipelineReader.read(folder) instanceof Reading.Faulty faulty
        ? faulty.problems().stream().map(Problem::toString).toList()
        : List.of();
  }
}
