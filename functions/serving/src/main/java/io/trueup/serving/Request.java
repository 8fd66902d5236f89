package io.trueup.serving;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request as the API received it: path segments, decoded, and query parameters by name. */
public record Request(
    String method, List<String> path, Map<String, List<String>> parameters, String accept) {

  public Request {
    path = List.copyOf(path);
    parameters = Map.copyOf(parameters);
  }

  /** A parameter's value; a parameter that is given more than once is refused. */
  Optional<String> parameter(String name) {
    List<String> values = parameters.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw new Refusal(
          Refusal.Kind.BAD_PARAMETER,
          name,
          "parameter '%s' is given %d times, expected once".formatted(name, values.size()));
    }
    return values.stream().findFirst();
  }

  boolean wantsCsv() {
    return accept.contains("text/csv");
  }
}
