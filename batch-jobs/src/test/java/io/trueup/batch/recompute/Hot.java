package io.trueup.batch.recompute;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.aggregate.Aggregator;
import io.trueup.aggregate.Measures;
import io.trueup.aggregate.Origin;
import io.trueup.aggregate.State;
import io.trueup.definition.View;
import io.trueup.port.Condition;
import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.MemoryTable;
import io.trueup.port.MemoryTables;
import io.trueup.port.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The hot table of a test, whose deltas it damages. */
record Hot(TestArchive archive, String view) {

  /** The stored deltas of the view in epochs before a cut, in order. */
  List<Item> deltas(long cut) {
    String prefix = "delta|" + of().fingerprint() + "|" + view + "|";
    return table().all().stream()
        .filter(item -> item.key().partition().startsWith(prefix))
        .filter(item -> epoch(item) < cut)
        .toList();
  }

  /** Adds 1 to a measure in some deltas before a cut; returns what was hit. */
  List<Item> addOne(String measure, long cut, int count, Random random) {
    List<Item> all = new ArrayList<>(deltas(cut));
    Collections.shuffle(all, random);
    assertThat(all).hasSizeGreaterThan(count);
    List<Item> hit = all.subList(0, count);
    hit.forEach(item -> table().write(plusOne(item, measure), item.unchanged("applied")));
    return hit;
  }

  /** Changes an attribute of a delta. */
  void change(Item item, String attribute, Value value) {
    Map<String, Value> attributes = new HashMap<>(item.attributes());
    attributes.put(attribute, value);
    table().write(new Item(item.key(), attributes, item.expires()), item.unchanged("applied"));
  }

  void remove(Item item) {
    table().remove(item.key(), item.unchanged("applied"));
  }

  /** A delta that stands in for another, under another key. */
  void write(Item like, Key key, String cell) {
    Map<String, Value> attributes = new HashMap<>(like.attributes());
    attributes.put("key", new Value.Text(cell));
    table().write(new Item(key, attributes, like.expires()), new Condition.Absent());
  }

  static long epoch(Item item) {
    return Long.parseLong(item.key().sort().substring(0, 12));
  }

  /** What offenders name a delta by. */
  static String name(Item item) {
    return item.text("key") + " " + item.key().sort().substring(30) + " " + epoch(item);
  }

  @SuppressWarnings("unchecked") // The part is of the measure that it stands at.
  private Item plusOne(Item item, String measure) {
    Measures measures = new Measures(of());
    List<Object> parts = new ArrayList<>(measures.decode(item.bytes("state")).parts());
    List<String> names = of().measures().stream().map(each -> each.name()).toList();
    int place = names.indexOf(measure);
    Aggregator<Object> sum = (Aggregator<Object>) of().measures().get(place).aggregator();
    parts.set(place, sum.add(parts.get(place), 1L, new Origin(0, "")));
    Map<String, Value> attributes = new HashMap<>(item.attributes());
    attributes.put("state", new Value.Bytes(measures.encode(new State(parts))));
    return new Item(item.key(), attributes, item.expires());
  }

  private View of() {
    return archive.definition.pipeline().view(view).orElseThrow();
  }

  private MemoryTable table() {
    return ((MemoryTables) archive.effects.segments()).memory("hot");
  }
}
