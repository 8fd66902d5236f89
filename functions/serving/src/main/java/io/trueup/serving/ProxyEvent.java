package io.trueup.serving;

import io.trueup.store.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The JSON of API Gateway's Lambda proxy integration for REST APIs. */
final class ProxyEvent {

  private ProxyEvent() {}

  static Request request(InputStream event) throws IOException {
    Map<String, Object> json =
        Json.object(new String(event.readAllBytes(), StandardCharsets.UTF_8));
    Map<String, List<String>> parameters = new TreeMap<>();
    if (json.get("multiValueQueryStringParameters") instanceof Map<?, ?> given) {
      given.forEach(
          (name, values) ->
              parameters.put(
                  String.valueOf(name), ((List<?>) values).stream().map(String::valueOf).toList()));
    }
    return new Request(
        Json.text(json, "httpMethod"), path(Json.text(json, "path")), parameters, accept(json));
  }

  private static List<String> path(String path) {
    return Arrays.stream(path.split("/"))
        .filter(part -> !part.isEmpty())
        .map(ProxyEvent::decoded)
        .toList();
  }

  private static String decoded(String part) {
    try {
      return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return part;
    }
  }

  private static String accept(Map<String, Object> json) {
    if (json.get("headers") instanceof Map<?, ?> headers) {
      for (Map.Entry<?, ?> header : headers.entrySet()) {
        if (String.valueOf(header.getKey()).toLowerCase(Locale.ROOT).equals("accept")) {
          return String.valueOf(header.getValue());
        }
      }
    }
    return "application/json";
  }

  static String response(Response response) {
    Map<String, String> headers = new TreeMap<>(response.headers());
    headers.put("Content-Type", response.type());
    headers.put("Cache-Control", "no-store");
    return Json.write(
        Map.of("statusCode", response.status(), "headers", headers, "body", response.body()));
  }
}
