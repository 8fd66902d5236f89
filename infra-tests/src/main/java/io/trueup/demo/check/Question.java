package io.trueup.demo.check;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
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
  public Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    key.dimensions().forEach((name, value) -> parameters.put(name, value.asText()));
    parameters.put("every", every);
    from.ifPresent(begin -> parameters.put("from", begin.toString()));
    to.ifPresent(end -> parameters.put("to", end.toString()));
    return parameters;
  }
}
