package io.trueup.endtoend;

import io.trueup.aggregate.Aggregator;
import io.trueup.aggregate.Measures;
import io.trueup.aggregate.Origin;
import io.trueup.aggregate.State;
import io.trueup.definition.PipelineFolder;
import io.trueup.definition.PipelineReader;
import io.trueup.definition.Reading;
import io.trueup.definition.View;
import io.trueup.demo.Stage;
import io.trueup.demo.host.Cloud;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Hot deltas of a view in whose sum of a measure there is 1 too much, each by what it speaks of.
 */
record HotDamage(List<String> deltas) {

  /** Damages so many deltas of epochs in {@code from} to {@code to} (exclusive). */
  static HotDamage inflict(
      Stage stage, Path pipeline, String view, String measure, long from, long to, int count)
      throws IOException {
    View of =
        ((Reading.Read) PipelineReader.read(PipelineFolder.load(pipeline)))
            .pipeline()
            .view(view)
            .orElseThrow();
    String table = stage.deployment().output("HotTable");
    List<String> hit = new ArrayList<>();
    try (DynamoDbClient dynamo =
        Cloud.configured(DynamoDbClient.builder(), stage.localStack().endpoint()).build()) {
      for (Map<String, AttributeValue> item :
          TableDump.of(stage.localStack().endpoint(), table).items().values()) {
        boolean isOf =
            TableDump.text(item, "pk")
                .startsWith("delta|%s|%s|".formatted(of.fingerprint(), of.name()));
        if (isOf && epoch(item) >= from && epoch(item) < to && hit.size() < count) {
          dynamo.putItem(call -> call.tableName(table).item(plusOne(item, of, measure)));
          hit.add(name(item));
        }
      }
    }
    return new HotDamage(hit);
  }

  private static long epoch(Map<String, AttributeValue> item) {
    return Long.parseLong(TableDump.text(item, "sk").substring(0, 12));
  }

  private static String name(Map<String, AttributeValue> item) {
    return "%s %s %d"
        .formatted(
            TableDump.text(item, "key"), TableDump.text(item, "sk").substring(30), epoch(item));
  }

  @SuppressWarnings("unchecked") // The part is of the measure that it stands at.
  private static Map<String, AttributeValue> plusOne(
      Map<String, AttributeValue> item, View view, String measure) {
    Measures measures = new Measures(view);
    byte[] state = Objects.requireNonNull(item.get("state")).b().asByteArray();
    List<Object> parts = new ArrayList<>(measures.decode(state).parts());
    int place = view.measures().stream().map(each -> each.name()).toList().indexOf(measure);
    Aggregator<Object> sum = (Aggregator<Object>) view.measures().get(place).aggregator();
    parts.set(place, sum.add(parts.get(place), 1L, new Origin(0, "")));
    Map<String, AttributeValue> damaged = new HashMap<>(item);
    damaged.put(
        "state", AttributeValue.fromB(SdkBytes.fromByteArray(measures.encode(new State(parts)))));
    return damaged;
  }
}
