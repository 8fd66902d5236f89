package io.trueup.aggregate;

import io.trueup.definition.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An aggregator under the laws: as a pipeline file names it, for values of a kind. */
record Subject(String function, Optional<Kind> kind, Aggregator<Object> aggregator) {

  /** Every function of every kind that takes it. */
  static List<Subject> all() {
    List<Subject> all = new ArrayList<>();
    for (String function : Aggregators.names()) {
      add(function, Optional.empty(), all);
      for (Kind kind : Kind.values()) {
        add(function, Optional.of(kind), all);
      }
    }
    return all;
  }

  @SuppressWarnings("unchecked") // a state is only given back to the aggregator that made it
  private static void add(String function, Optional<Kind> kind, List<Subject> all) {
    Aggregators.named(function, kind)
        .ifPresent(it -> all.add(new Subject(function, kind, (Aggregator<Object>) it)));
  }

  Object fold(List<@Nullable Object> values) {
    Object state = aggregator.empty();
    for (Object value : values) {
      state = aggregator.add(state, value);
    }
    return state;
  }

  byte[] encode(Object state) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      aggregator.write(state, out);
    } catch (IOException impossible) {
      throw new UncheckedIOException("encode in memory", impossible);
    }
    return bytes.toByteArray();
  }

  /** Fails unless every byte is read. */
  Object decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      Object state = aggregator.read(in);
      if (in.available() > 0) {
        throw new IllegalStateException("%d bytes left over".formatted(in.available()));
      }
      return state;
    } catch (IOException broken) {
      throw new UncheckedIOException("decode", broken);
    }
  }

  @Override
  public String toString() {
    return aggregator.id();
  }
}
