package io.trueup.batch.recompute;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.aggregate.Measures;
import io.trueup.definition.Pipeline;
import io.trueup.definition.PipelineFolder;
import io.trueup.definition.PipelineReader;
import io.trueup.definition.Reading;
import io.trueup.definition.View;
import io.trueup.event.EventReader;
import io.trueup.event.Intake;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Cells of a pipeline with two event types, whose fields of one place mean different things. */
class CellsTest {

  private static final String PIPELINE =
      """
      pipeline: shop
      events:
        order: { schema: order.avsc, id: id, time: at, key: id }
        visit: { schema: visit.avsc, id: id, time: at, key: id }
      views:
        visits: { from: visit, by: [route], every: { 1h: forever }, measures: { n: count() } }
        orders: { from: order, by: [], every: { 1h: forever }, measures: { n: count(), units: sum(units) } }
        large: { from: order, where: "units > 5", by: [], every: { 1h: forever }, measures: { n: count() } }
      """;

  @Test
  void add_severalEventTypes_countsEachInItsOwnViews() {
    Pipeline pipeline = pipeline();
    Definition definition =
        new Definition(
            pipeline,
            new EventReader(pipeline),
            pipeline.views().stream().map(Measures::new).toList());
    Cells cells = new Cells(definition, Era.FRESH);

    for (String data :
        new String[] {
          "{\"type\":\"order\",\"id\":\"1\",\"at\":1,\"units\":7}",
          "{\"type\":\"order\",\"id\":\"2\",\"at\":2,\"units\":1}",
          "{\"type\":\"visit\",\"id\":\"1\",\"at\":3,\"route\":\"a|b\"}",
        }) {
      StreamRecord record = new StreamRecord(new Position("1", 0), 9, data.getBytes(UTF_8));
      cells.add(((Intake.Accepted) definition.events().read(record, 9)).event());
    }

    assertThat(numbers(definition, cells))
        .isEqualTo(
            Map.of(
                "visits [\"a|b\"]", "{n=1}", "orders []", "{n=2, units=8}", "large []", "{n=1}"));
  }

  private static Map<String, String> numbers(Definition definition, Cells cells) {
    Map<String, String> numbers = new TreeMap<>();
    for (Part part : cells.drain()) {
      StripKey key = StripKey.parse(part.key());
      View view = definition.pipeline().views().get(key.view());
      Measures measures = definition.measures().get(key.view());
      for (byte[] cell : StripParts.of(List.of(part.bytes()), measures).cells().values()) {
        numbers.put(
            view.name() + " " + key.key().text(),
            new TreeMap<>(measures.decodeRecomputed(cell).values()).toString());
      }
    }
    return numbers;
  }

  private static Pipeline pipeline() {
    PipelineFolder folder =
        new PipelineFolder(
            Map.of(
                "pipeline.yaml", PIPELINE.getBytes(UTF_8),
                "order.avsc", schema("order", "units", "long"),
                "visit.avsc", schema("visit", "route", "string")));
    return ((Reading.Read) PipelineReader.read(folder)).pipeline();
  }

  private static byte[] schema(String name, String field, String type) {
    return """
    {"type": "record", "name": "%s", "fields": [
      {"name": "id", "type": "string"},
      {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
      {"name": "%s", "type": "%s"}]}
    """
        .formatted(name, field, type)
        .getBytes(UTF_8);
  }
}
