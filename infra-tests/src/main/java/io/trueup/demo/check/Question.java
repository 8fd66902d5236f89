package io.trueup.demo.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A query of one key of a view in one bucket size: from begin (inclusive) to end, or all. */
public record Question(
    String view, String every, CellId.Key key, Optional<Instant> from, Optional<Instant> to) {

  /** Asks for every bucket there is. */
  public static Question all(String view, String every, CellId.Key key) {
    return new Question(view, every, key, Optional.empty(), Optional.empty());
  }

  /** Asks for the buckets that begin in a span of time. */
  public static Question during(
      String view, String every, CellId.Key key, Instant from, Duration length) {
    return new Question(view, every, key, Optional.of(from), Optional.of(from.plus(length)));
  }

  /** The query's parameters, in the order of the documentation. */
  public List<Map.Entry<String, String>> parameters() {
    List<Map.Entry<String, String>> parameters = new ArrayList<>();
    key.dimensions()
        .forEach(
            (name, value) ->
                parameters.add(
                    value.isNull() ? Map.entry("null", name) : Map.entry(name, value.asText())));
    parameters.add(Map.entry("every", every));
    from.ifPresent(begin -> parameters.add(Map.entry("from", begin.toString())));
    to.ifPresent(end -> parameters.add(Map.entry("to", end.toString())));
    return parameters;
  }
}
