package io.trueup.simulation;

import io.trueup.port.Item;
import io.trueup.port.Value;
import java.util.Arrays;
import java.util.Map;

/**
 * A digest of an item, equal in every process: by their sums, contents of tables are told apart.
 */
final class Digest {

  private Digest() {}

  static long of(Item item) {
    long digest = Dice.hash(item.key().partition() + '\n' + item.key().sort());
    for (Map.Entry<String, Value> attribute : item.attributes().entrySet()) {
      digest += Dice.mix(Dice.hash(attribute.getKey()) ^ of(attribute.getValue()));
    }
    return Dice.mix(digest);
  }

  private static long of(Value value) {
    if (value instanceof Value.Text text) {
      return Dice.hash(text.text());
    }
    return value instanceof Value.Bytes bytes
        ? Dice.mix(Arrays.hashCode(bytes.bytes()))
        : Dice.mix(((Value.Whole) value).number());
  }
}
