package io.trueup.aggregate;

import io.trueup.definition.Measure;
import io.trueup.definition.View;
import io.trueup.event.Event;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  public Measures(View view) {
    this.measures = view.measures();
    this.empty = new State(measures.stream().<Object>map(m -> m.aggregator().empty()).toList());
  }

  public State empty() {
    return empty;
  }

  /** The state with one more event, which the view's {@code where} has let through. */
  public State add(State state, Event event) {
    List<Object> parts = new ArrayList<>(measures.size());
    for (int i = 0; i < measures.size(); i++) {
      Measure measure = measures.get(i);
      @Nullable Object value = measure.field().map(event::value).orElse(null);
      parts.add(of(measure).add(state.parts().get(i), value));
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

  /** The number of each measure by its name, in the view's order; null where there is none. */
  public Map<String, @Nullable Object> values(State state) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 0; i < measures.size(); i++) {
      Measure measure = measures.get(i);
      values.put(measure.name(), of(measure).value(state.parts().get(i)));
    }
    return values;
  }

  public byte[] encode(State state) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (int i = 0; i < measures.size(); i++) {
        of(measures.get(i)).write(state.parts().get(i), out);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("encode a state in memory", impossible);
    }
    return bytes.toByteArray();
  }

  /** Reads what {@link #encode} wrote; fails when bytes lack or are left over. */
  public State decode(byte[] bytes) {
    List<Object> parts = new ArrayList<>(measures.size());
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      for (Measure measure : measures) {
        parts.add(of(measure).read(in));
      }
      if (in.available() > 0) {
        throw new IOException("%d bytes left over".formatted(in.available()));
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(
          "decode a state of %d bytes, expected the parts of %s"
              .formatted(bytes.length, measures.stream().map(Measure::name).toList()),
          broken);
    }
    return new State(parts);
  }

  @SuppressWarnings("unchecked") // a part is always read and written by its own measure
  private static Aggregator<Object> of(Measure measure) {
    return (Aggregator<Object>) measure.aggregator();
  }
}
