package io.trueup.aws;

import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items as DynamoDB holds them: {@code pk}, {@code sk}, {@code expires}, and the attributes. */
final class Attributes {

  private static final String EXPIRES = "expires";

  private Attributes() {}

  static Map<String, AttributeValue> of(Key key) {
    return Map.of(
        "pk", AttributeValue.fromS(key.partition()), "sk", AttributeValue.fromS(key.sort()));
  }

  static Map<String, AttributeValue> of(Item item) {
    Map<String, AttributeValue> attributes = new HashMap<>(of(item.key()));
    item.attributes().forEach((name, value) -> attributes.put(name, of(value)));
    item.expires()
        .ifPresent(at -> attributes.put(EXPIRES, AttributeValue.fromN(Long.toString(at))));
    return attributes;
  }

  static AttributeValue of(Value value) {
    if (value instanceof Value.Text text) {
      return AttributeValue.fromS(text.text());
    }
    if (value instanceof Value.Whole whole) {
      return AttributeValue.fromN(Long.toString(whole.number()));
    }
    return AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(((Value.Bytes) value).bytes()));
  }

  static Item item(Map<String, AttributeValue> stored) {
    Map<String, Value> attributes = new HashMap<>();
    OptionalLong expires = OptionalLong.empty();
    for (Map.Entry<String, AttributeValue> each : stored.entrySet()) {
      switch (each.getKey()) {
        case "pk", "sk" -> {}
        case EXPIRES -> expires = OptionalLong.of(Long.parseLong(each.getValue().n()));
        default -> attributes.put(each.getKey(), value(each.getKey(), each.getValue()));
      }
    }
    return new Item(key(stored), attributes, expires);
  }

  private static Key key(Map<String, AttributeValue> stored) {
    AttributeValue partition = stored.get("pk");
    AttributeValue sort = stored.get("sk");
    if (partition == null || sort == null) {
      throw new IllegalStateException("item %s, expected pk and sk".formatted(stored.keySet()));
    }
    return new Key(partition.s(), sort.s());
  }

  private static Value value(String name, AttributeValue stored) {
    return switch (stored.type()) {
      case S -> new Value.Text(stored.s());
      case N -> new Value.Whole(Long.parseLong(stored.n()));
      case B -> new Value.Bytes(stored.b().asByteArrayUnsafe());
      default ->
          throw new IllegalStateException(
              "attribute '%s' of type %s, expected S, N or B".formatted(name, stored.type()));
    };
  }
}
