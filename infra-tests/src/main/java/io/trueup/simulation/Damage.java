package io.trueup.simulation;

import io.trueup.aggregate.Aggregator;
import io.trueup.aggregate.Measures;
import io.trueup.aggregate.Origin;
import io.trueup.aggregate.State;
import io.trueup.definition.View;
import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Range;
import io.trueup.port.Table;
import io.trueup.port.Value;
import io.trueup.store.CellKey;
import io.trueup.store.Directory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A hot delta in whose sum of weights there is 1 too much, or one of a key that no record has, with
 * nothing else in it: a fault of the speed layer alone.
 */
record Damage(long epoch) {

  private static final String MEASURE = "weight";

  private static final CellKey NOWHERE = CellKey.of(List.of("nowhere"));

  /** Damages a delta of a definition and of epochs from a cut on that stays, if there is one. */
  static Optional<Damage> inflict(Table hot, Shop served, long cut, long now) {
    View view = served.pipeline().views().get(0);
    for (int spread = 0; spread < Directory.SPREADS; spread++) {
      for (CellKey key : keys(hot, view, spread, cut)) {
        String partition = partition(view, key);
        Optional<Item> delta =
            hot.query(Range.of(partition, "%012d".formatted(cut), Range.TOP))
                .filter(item -> item.expires().orElseThrow() > now / 1_000 + 600)
                .findFirst();
        if (delta.isPresent()) {
          long epoch = Long.parseLong(delta.get().key().sort(), 0, 12, 10);
          if (epoch % 2 == 0) {
            hot.write(plusOne(delta.get(), view), delta.get().unchanged("applied"));
          } else {
            hot.writeAll(ofNoRecord(delta.get(), view, epoch));
          }
          return Optional.of(new Damage(epoch));
        }
      }
    }
    return Optional.empty();
  }

  private static String partition(View view, CellKey key) {
    return "delta|%s|%s|00|%s".formatted(view.fingerprint(), view.name(), key.text());
  }

  private static List<CellKey> keys(Table hot, View view, int spread, long cut) {
    return Directory.since(cut, hot, view.fingerprint(), view.name(), spread, 10_000).orElseThrow();
  }

  /** A delta beside another, and its entry in the directory. */
  private static List<Item> ofNoRecord(Item like, View view, long epoch) {
    Measures measures = new Measures(view);
    Map<String, Value> attributes = new HashMap<>(like.attributes());
    attributes.put("key", new Value.Text(NOWHERE.text()));
    attributes.put("state", new Value.Bytes(measures.encode(measures.empty())));
    Key key = new Key(partition(view, NOWHERE), like.key().sort());
    long expires = like.expires().orElseThrow();
    return List.of(
        Directory.hot(view.fingerprint(), view.name(), epoch, NOWHERE, expires),
        plusOne(new Item(key, attributes, like.expires()), view));
  }

  @SuppressWarnings("unchecked") // The part is of the measure that it stands at.
  private static Item plusOne(Item item, View view) {
    Measures measures = new Measures(view);
    List<Object> parts = new ArrayList<>(measures.decode(item.bytes("state")).parts());
    int place = view.measures().stream().map(each -> each.name()).toList().indexOf(MEASURE);
    Aggregator<Object> sum = (Aggregator<Object>) view.measures().get(place).aggregator();
    parts.set(place, sum.add(parts.get(place), BigDecimal.ONE, new Origin(0, "")));
    Map<String, Value> attributes = new HashMap<>(item.attributes());
    attributes.put("state", new Value.Bytes(measures.encode(new State(parts))));
    return new Item(item.key(), attributes, item.expires());
  }
}
