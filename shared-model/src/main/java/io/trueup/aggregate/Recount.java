package io.trueup.aggregate;

import io.trueup.definition.Field;
import io.trueup.definition.Measure;
import io.trueup.event.Event;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One cell while its exact numbers are computed: the states of the measures that are exact by
 * themselves, and a census of each field that a sketch reads. It changes; for one thread. {@link
 * Measures#recount} makes one.
 */
public final class Recount {

  private final List<Measure> measures;
  private final Slots slots;

  /** What each slot holds. */
  private final Object[] held;

  Recount(List<Measure> measures, Slots slots) {
    this.measures = measures;
    this.slots = slots;
    this.held = new Object[slots.all().size()];
    for (int i = 0; i < held.length; i++) {
      held[i] = slots.all().get(i).empty();
    }
  }

  /**
   * Counts one more event, which the view's {@code where} has let through. Answers by how many
   * different values the censuses have grown.
   */
  public int add(Event event) {
    Origin origin = Origin.of(event);
    int grown = 0;
    for (int i = 0; i < held.length; i++) {
      Slots.Slot slot = slots.all().get(i);
      @Nullable Field field = slot.field();
      @Nullable Object value = field == null ? null : event.value(field);
      if (held[i] instanceof Census census) {
        grown += value == null ? 0 : census.add(Values.bounded(value));
      } else {
        held[i] = slot.aggregator().add(held[i], value, origin);
      }
    }
    return grown;
  }

  /** Adds the events of another cell of the same view, which stays as it is. */
  public void add(Recount other) {
    for (int i = 0; i < held.length; i++) {
      if (held[i] instanceof Census census) {
        census.add((Census) other.held[i]);
      } else {
        held[i] = slots.all().get(i).aggregator().merge(held[i], other.held[i]);
      }
    }
  }

  /** Writes the cell for {@link #add(DataInput)}, in one run of one release: it is not stored. */
  public void write(DataOutput out) throws IOException {
    for (int i = 0; i < held.length; i++) {
      if (held[i] instanceof Census census) {
        census.write(out);
      } else {
        slots.all().get(i).aggregator().write(held[i], out);
      }
    }
  }

  /** Adds the events of a cell of the same view that {@link #write} wrote. */
  public void add(DataInput in) throws IOException {
    for (int i = 0; i < held.length; i++) {
      if (held[i] instanceof Census census) {
        census.add(in);
      } else {
        Aggregator<Object> aggregator = slots.all().get(i).aggregator();
        held[i] = aggregator.merge(held[i], aggregator.read(in));
      }
    }
  }

  /** The cell as a state, which merges with live ones. */
  public State state() {
    List<Object> states = new ArrayList<>(measures.size());
    for (int i = 0; i < measures.size(); i++) {
      Object mine = held[slots.of(i)];
      states.add(
          measures.get(i).aggregator() instanceof Sketch<?> sketch
              ? (Object) sketch.condense((Census) mine)
              : mine);
    }
    return new State(states);
  }

  /**
   * The exact number of each measure by its name, in the view's order; null where there is none.
   */
  public Map<String, @Nullable Object> values() {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 0; i < measures.size(); i++) {
      values.put(measures.get(i).name(), value(i));
    }
    return values;
  }

  /** The exact number of a measure by its place in the view's order; null where there is none. */
  @Nullable Object value(int measure) {
    Object mine = held[slots.of(measure)];
    return measures.get(measure).aggregator() instanceof Sketch<?> sketch
        ? sketch.exact((Census) mine)
        : Measures.of(measures.get(measure)).value(mine);
  }
}
