package io.trueup.port;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An item of a table: a key and attributes, and the time in seconds since 1970 after which the
 * table may drop it (none: never). Attribute names are this layout's own, never a user's.
 */
public record Item(Key key, Map<String, Value> attributes, OptionalLong expires) {

  /** The most bytes of a whole number: two digits each, and one. */
  private static final int NUMBER = 11;

  public Item {
    attributes = Map.copyOf(attributes);
  }

  public static Item of(Key key, Map<String, Value> attributes) {
    return new Item(key, attributes, OptionalLong.empty());
  }

  /** The text of an attribute that this item must have. */
  public String text(String name) {
    if (attributes.get(name) instanceof Value.Text text) {
      return text.text();
    }
    throw new IllegalStateException(
        "item %s: attribute '%s' is %s, expected text".formatted(key, name, attributes.get(name)));
  }

  /** The number of an attribute that this item must have. */
  public long number(String name) {
    if (attributes.get(name) instanceof Value.Whole number) {
      return number.number();
    }
    throw new IllegalStateException(
        "item %s: attribute '%s' is %s, expected a number"
            .formatted(key, name, attributes.get(name)));
  }

  /** The bytes of an attribute that this item must have. */
  public byte[] bytes(String name) {
    if (attributes.get(name) instanceof Value.Bytes bytes) {
      return bytes.bytes();
    }
    throw new IllegalStateException(
        "item %s: attribute '%s' is %s, expected bytes".formatted(key, name, attributes.get(name)));
  }

  /** The text of an attribute, if there is one. */
  public Optional<String> textIfAny(String name) {
    return attributes.containsKey(name) ? Optional.of(text(name)) : Optional.empty();
  }

  /** The write units that DynamoDB takes for it where nothing is: one for each kilobyte begun. */
  public int units() {
    int bytes = size("pk" + key.partition() + "sk" + key.sort());
    for (Map.Entry<String, Value> each : attributes.entrySet()) {
      bytes += size(each.getKey()) + size(each.getValue());
    }
    bytes += expires.isPresent() ? size("expires") + NUMBER : 0;
    return (bytes + 1_023) / 1_024;
  }

  private static int size(Value value) {
    if (value instanceof Value.Text text) {
      return size(text.text());
    }
    return value instanceof Value.Bytes bytes ? bytes.bytes().length : NUMBER;
  }

  private static int size(String text) {
    return text.getBytes(UTF_8).length;
  }

  /** The condition that the stored item still has this item's value of an attribute. */
  public Condition unchanged(String name) {
    Value value = attributes.get(name);
    if (value == null) {
      throw new IllegalStateException("item %s: no attribute '%s'".formatted(key, name));
    }
    return new Condition.Equal(name, value);
  }
}
