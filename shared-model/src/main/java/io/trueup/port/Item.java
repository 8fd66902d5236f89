package io.trueup.port;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An item of a table: a key and attributes, and the time in seconds since 1970 after which the
 * table may drop it (none: never). Attribute names are this layout's own, never a user's.
 */
public record Item(Key key, Map<String, Value> attributes, OptionalLong expires) {

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

  /** The condition that the stored item still has this item's value of an attribute. */
  public Condition unchanged(String name) {
    Value value = attributes.get(name);
    if (value == null) {
      throw new IllegalStateException("item %s: no attribute '%s'".formatted(key, name));
    }
    return new Condition.Equal(name, value);
  }
}
