package io.trueup.aggregate;

import io.trueup.definition.Measure;
import io.trueup.definition.View;
import io.trueup.event.Event;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The measures of one view as one aggregator of events. States form a commutative monoid, as {@link
 * Aggregator} demands of each part. The bytes of a state are its parts in the view's order; they
 * carry no names, since the fingerprint in every key says which view wrote them. Safe for many
 * threads.
 */
public final class Measures {

  private final List<Measure> measures;
  private final State empty;
  private final Slots slots;

  public Measures(View view) {
    this.measures = view.measures();
    this.slots = new Slots(measures);
    this.empty = new State(measures.stream().<Object>map(m -> m.aggregator().empty()).toList());
  }

  public State empty() {
    return empty;
  }

  /** The cell that no event is in, to be recounted. */
  public Recount recount() {
    return new Recount(measures, slots);
  }

  /** The state with one more event, which the view's {@code where} has let through. */
  public State add(State state, Event event) {
    Origin origin = Origin.of(event);
    List<Object> parts = new ArrayList<>(measures.size());
    for (int i = 0; i < measures.size(); i++) {
      Measure measure = measures.get(i);
      @Nullable Object value = measure.field().map(event::value).orElse(null);
      parts.add(of(measure).add(state.parts().get(i), value, origin));
    }
    return new State(parts);
  }

  public State merge(State one, State other) {
    List<Object> parts = new ArrayList<>(measures.size());
    for (int i = 0; i < measures.size(); i++) {
      parts.add(of(measures.get(i)).merge(one.parts().get(i), other.parts().get(i)));
    }
    return new State(parts);
  }

  /** The measures, by their place in the view's order, on which two states do not agree. */
  public List<Integer> differing(State one, State other) {
    List<Integer> differing = new ArrayList<>();
    for (int i = 0; i < measures.size(); i++) {
      if (!of(measures.get(i)).agrees(one.parts().get(i), other.parts().get(i))) {
        differing.add(i);
      }
    }
    return differing;
  }

  /** As above, of cells whose numbers are exact: sketches by these, and not as states. */
  public List<Integer> differing(Recomputed one, Recount other) {
    List<Integer> differing = new ArrayList<>();
    List<Integer> asStates = differing(one.state(), other.state());
    for (int i = 0; i < measures.size(); i++) {
      boolean isSketch = measures.get(i).aggregator() instanceof Sketch;
      @Nullable Object exact = one.values().get(measures.get(i).name());
      if (isSketch ? !Objects.equals(exact, other.value(i)) : asStates.contains(i)) {
        differing.add(i);
      }
    }
    return differing;
  }

  /** The number of each measure by its name, in the view's order; null where there is none. */
  public Map<String, @Nullable Object> values(State state) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 0; i < measures.size(); i++) {
      Measure measure = measures.get(i);
      values.put(measure.name(), of(measure).value(state.parts().get(i)));
    }
    return values;
  }

  /** Where the numbers that are estimates lie, by the measure's name; without those of no value. */
  public Map<String, Bounds> bounds(State state) {
    Map<String, Bounds> bounds = new LinkedHashMap<>();
    for (int i = 0; i < measures.size(); i++) {
      Measure measure = measures.get(i);
      if (measure.aggregator() instanceof Sketch) {
        @Nullable Bounds found = sketch(measure).bounds(state.parts().get(i));
        if (found != null) {
          bounds.put(measure.name(), found);
        }
      }
    }
    return bounds;
  }

  /** Whether any number may be an estimate. */
  public boolean areSketched() {
    return measures.stream().anyMatch(measure -> measure.aggregator() instanceof Sketch);
  }

  public byte[] encode(State state) {
    return encoded("a state", out -> write(state, out));
  }

  /** Reads what {@link #encode(State)} wrote; fails when bytes lack or are left over. */
  public State decode(byte[] bytes) {
    return decoded(bytes, "a state", this::read);
  }

  /** A cell as a segment holds it: its state, then the exact number of each sketch. */
  public byte[] encode(Recount cell) {
    return encoded(
        "a recomputed cell",
        out -> {
          write(cell.state(), out);
          for (int i = 0; i < measures.size(); i++) {
            if (measures.get(i).aggregator() instanceof Sketch<?> sketch) {
              sketch.writeExact(cell.value(i), out);
            }
          }
        });
  }

  /** Reads what {@link #encode(Recount)} wrote; fails when bytes lack or are left over. */
  public Recomputed decodeRecomputed(byte[] bytes) {
    return decoded(
        bytes,
        "a recomputed cell",
        in -> {
          State state = read(in);
          Map<String, @Nullable Object> values = new LinkedHashMap<>();
          for (int i = 0; i < measures.size(); i++) {
            Measure measure = measures.get(i);
            values.put(
                measure.name(),
                measure.aggregator() instanceof Sketch<?> sketch
                    ? sketch.readExact(in)
                    : of(measure).value(state.parts().get(i)));
          }
          return new Recomputed(state, values);
        });
  }

  private void write(State state, DataOutput out) throws IOException {
    for (int i = 0; i < measures.size(); i++) {
      of(measures.get(i)).write(state.parts().get(i), out);
    }
  }

  private State read(DataInput in) throws IOException {
    List<Object> parts = new ArrayList<>(measures.size());
    for (Measure measure : measures) {
      parts.add(of(measure).read(in));
    }
    return new State(parts);
  }

  @FunctionalInterface
  interface Writer {
    void write(DataOutput out) throws IOException;
  }

  /** What a writer writes. */
  static byte[] encoded(String what, Writer writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      writer.write(out);
    } catch (IOException impossible) {
      throw new UncheckedIOException("encode %s in memory".formatted(what), impossible);
    }
    return bytes.toByteArray();
  }

  @FunctionalInterface
  private interface Reader<T> {
    T read(DataInput in) throws IOException;
  }

  private <T> T decoded(byte[] bytes, String what, Reader<T> reader) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      T read = reader.read(in);
      if (in.available() > 0) {
        throw new IOException("%d bytes left over".formatted(in.available()));
      }
      return read;
    } catch (IOException broken) {
      throw new UncheckedIOException(
          "decode %s of %d bytes, expected the parts of %s"
              .formatted(what, bytes.length, measures.stream().map(Measure::name).toList()),
          broken);
    }
  }

  private static Sketch<Object> sketch(Measure measure) {
    return (Sketch<Object>) of(measure);
  }

  @SuppressWarnings("unchecked") // a part is always read and written by its own measure
  static Aggregator<Object> of(Measure measure) {
    return (Aggregator<Object>) measure.aggregator();
  }
}
