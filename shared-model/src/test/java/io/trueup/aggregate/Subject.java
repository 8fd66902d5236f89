package io.trueup.aggregate;

import io.trueup.definition.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** An aggregator under the laws: as a pipeline file names it, for values of a kind. */
record Subject(
    String function,
    Optional<BigDecimal> parameter,
    Optional<Kind> kind,
    Aggregator<Object> aggregator) {

  /** Every function of every kind that takes it. */
  static List<Subject> all() {
    List<Subject> all = new ArrayList<>();
    for (String function : Aggregators.names()) {
      for (Optional<BigDecimal> parameter : parameters(function)) {
        add(function, parameter, Optional.empty(), all);
        for (Kind kind : Kind.values()) {
          add(function, parameter, Optional.of(kind), all);
        }
      }
    }
    return all;
  }

  static List<Optional<BigDecimal>> parameters(String function) {
    return switch (function) {
      case "quantile" -> some("0.07", "0.50", "0.95");
      case "top" -> some("1", "3", "50");
      default -> List.of(Optional.empty());
    };
  }

  private static List<Optional<BigDecimal>> some(String... numbers) {
    return Arrays.stream(numbers).map(it -> Optional.of(new BigDecimal(it))).toList();
  }

  @SuppressWarnings("unchecked") // a state is only given back to the aggregator that made it
  private static void add(
      String function, Optional<BigDecimal> parameter, Optional<Kind> kind, List<Subject> all) {
    Aggregators.named(function, parameter, kind)
        .ifPresent(it -> all.add(new Subject(function, parameter, kind, (Aggregator<Object>) it)));
  }

  Object fold(List<Sample> samples) {
    Object state = aggregator.empty();
    for (Sample sample : samples) {
      state = aggregator.add(state, sample.value(), sample.origin());
    }
    return state;
  }

  /** What must not depend on the order: the state, but of a sketch that draws lots what it says. */
  Object meaning(Object state) {
    return aggregator instanceof Sketch<Object> sketch && !function.equals("distinct")
        ? Arrays.asList(sketch.value(state), sketch.bounds(state))
        : state;
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
