package io.trueup.merge;

import io.trueup.definition.EventType;
import io.trueup.event.Event;
import io.trueup.store.CellKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An accepted event of a test: its key, its event time, the epoch it arrived in, its number. */
record Sold(String category, long time, long epoch, long items) {

  CellKey key() {
    return CellKey.of(List.of(category));
  }

  Event event(EventType type) {
    @Nullable Object[] values = new Object[type.fields().size()];
    values[type.field("item.category").orElseThrow().index()] = category;
    values[type.field("items").orElseThrow().index()] = items;
    return new Event(type, "id", time, values);
  }
}
