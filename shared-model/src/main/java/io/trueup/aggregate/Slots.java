package io.trueup.aggregate;

import io.trueup.definition.Field;
import io.trueup.definition.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the cells of a view keep while they are recounted: one slot for all measures that read the
 * same of the same field. All sketches of a field share its census; its sum and its mean share
 * their total. Safe for many threads.
 */
final class Slots {

  private final List<Slot> slots = new ArrayList<>();
  private final int[] ofMeasures;

  /** What is kept: the census of a field, or else a state of an aggregator. */
  record Slot(Optional<Field> from, Aggregator<Object> aggregator, Keeps keeps) {

    @Nullable Field field() {
      return from.orElse(null);
    }

    Object empty() {
      return keeps == Keeps.CENSUS ? new Census(from.orElseThrow().kind()) : aggregator.empty();
    }

    private boolean serves(Slot other) {
      return from.equals(other.from)
          && keeps == other.keeps
          && (keeps != Keeps.STATE || aggregator.equals(other.aggregator));
    }
  }

  /** What a slot holds. */
  enum Keeps {
    CENSUS,
    TOTAL,
    STATE
  }

  Slots(List<Measure> measures) {
    ofMeasures = measures.stream().mapToInt(measure -> place(slot(measure))).toArray();
  }

  List<Slot> all() {
    return slots;
  }

  /** The place of the slot that a measure finds its own in. */
  int of(int measure) {
    return ofMeasures[measure];
  }

  private int place(Slot slot) {
    for (int i = 0; i < slots.size(); i++) {
      if (slots.get(i).serves(slot)) {
        return i;
      }
    }
    slots.add(slot);
    return slots.size() - 1;
  }

  private static Slot slot(Measure measure) {
    Aggregator<Object> aggregator = Measures.of(measure);
    Keeps keeps = Keeps.STATE;
    if (measure.aggregator() instanceof Sketch) {
      keeps = Keeps.CENSUS;
    } else if (measure.aggregator() instanceof Sum || measure.aggregator() instanceof Mean) {
      keeps = Keeps.TOTAL;
    }
    return new Slot(measure.field(), aggregator, keeps);
  }
}
