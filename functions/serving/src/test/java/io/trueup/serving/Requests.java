package io.trueup.serving;

import io.trueup.store.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Requests of tests, and what their answers hold. */
final class Requests {

  private Requests() {}

  /** A GET for JSON; parameters are {@code name, value, name, value}. */
  static Request get(String path, String... parameters) {
    Map<String, List<String>> byName = new TreeMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      byName.computeIfAbsent(parameters[i], any -> new ArrayList<>()).add(parameters[i + 1]);
    }
    return new Request("GET", segments(path), byName, "application/json");
  }

  static Request as(Request request, String accept) {
    return new Request(request.method(), request.path(), request.parameters(), accept);
  }

  private static List<String> segments(String path) {
    return Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
  }

  /** The members of an answer that must be good. */
  static Map<String, Object> good(Response response) {
    if (response.status() != 200 || !response.type().equals("application/json")) {
      throw new AssertionError(response.toString());
    }
    return Json.object(response.body());
  }

  /** The rows of an answer that must be good. */
  static List<Map<?, ?>> rows(Response response) {
    return objects(good(response), "rows");
  }

  static List<Map<?, ?>> objects(Map<?, ?> json, String member) {
    List<Map<?, ?>> objects = new ArrayList<>();
    Json.list(json, member).forEach(each -> objects.add((Map<?, ?>) each));
    return objects;
  }
}
