package io.trueup.aggregate;

import io.trueup.definition.Field;
import io.trueup.definition.Measure;
import io.trueup.definition.View;
import io.trueup.event.Event;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One cell while its exact numbers are computed: the states of the measures that are exact by
 * themselves, and a census of each field that a sketch reads. It changes; for one thread.
 */
public final class Recount {

  private final List<Measure> measures;

  /** For each measure its state, or the census that it shares with others of its field. */
  private final List<Object> parts = new ArrayList<>();

  private final Map<Field, Census> censuses = new LinkedHashMap<>();

  /** The cell of a view that no event is in. */
  public Recount(View view) {
    this.measures = view.measures();
    for (Measure measure : measures) {
      parts.add(
          isSketch(measure)
              ? censuses.computeIfAbsent(
                  measure.field().orElseThrow(), field -> new Census(field.kind()))
              : measure.aggregator().empty());
    }
  }

  /**
   * Counts one more event, which the view's {@code where} has let through. Answers by how many
   * different values the censuses have grown.
   */
  public int add(Event event) {
    Origin origin = Origin.of(event);
    for (int i = 0; i < parts.size(); i++) {
      Measure measure = measures.get(i);
      if (!isSketch(measure)) {
        @Nullable Object value = measure.field().map(event::value).orElse(null);
        parts.set(i, Measures.of(measure).add(parts.get(i), value, origin));
      }
    }
    int grown = 0;
    for (Map.Entry<Field, Census> each : censuses.entrySet()) {
      @Nullable Object value = event.value(each.getKey());
      grown += value == null ? 0 : each.getValue().add(Values.bounded(value));
    }
    return grown;
  }

  /** Adds the events of another cell of the same view, which stays as it is. */
  public void add(Recount other) {
    for (int i = 0; i < parts.size(); i++) {
      if (!isSketch(measures.get(i))) {
        parts.set(i, Measures.of(measures.get(i)).merge(parts.get(i), other.parts.get(i)));
      }
    }
    other.censuses.forEach(
        (field, census) -> Objects.requireNonNull(censuses.get(field), field.path()).add(census));
  }

  /** The cell in bytes, which are for one run of one release, and not stored. */
  public byte[] encode() {
    return Measures.encoded(
        "a cell",
        out -> {
          for (int i = 0; i < parts.size(); i++) {
            if (!isSketch(measures.get(i))) {
              Measures.of(measures.get(i)).write(parts.get(i), out);
            }
          }
          for (Census census : censuses.values()) {
            census.write(out);
          }
        });
  }

  /** Adds the events of a cell of the same view that {@link #encode} wrote. */
  public void add(byte[] encoded) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded))) {
      for (int i = 0; i < parts.size(); i++) {
        Measure measure = measures.get(i);
        if (!isSketch(measure)) {
          Object read = Measures.of(measure).read(in);
          parts.set(i, Measures.of(measure).merge(parts.get(i), read));
        }
      }
      for (Census census : censuses.values()) {
        census.add(in);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException("decode a cell of %d bytes".formatted(encoded.length), broken);
    }
  }

  /** The cell as a state, which merges with live ones. */
  public State state() {
    List<Object> states = new ArrayList<>(parts.size());
    for (int i = 0; i < parts.size(); i++) {
      states.add(
          measures.get(i).aggregator() instanceof Sketch<?> sketch
              ? (Object) sketch.condense((Census) parts.get(i))
              : parts.get(i));
    }
    return new State(states);
  }

  /**
   * The exact number of each measure by its name, in the view's order; null where there is none.
   */
  public Map<String, @Nullable Object> values() {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      Measure measure = measures.get(i);
      values.put(
          measure.name(),
          measure.aggregator() instanceof Sketch<?> sketch
              ? sketch.exact((Census) parts.get(i))
              : Measures.of(measure).value(parts.get(i)));
    }
    return values;
  }

  private static boolean isSketch(Measure measure) {
    return measure.aggregator() instanceof Sketch;
  }
}
