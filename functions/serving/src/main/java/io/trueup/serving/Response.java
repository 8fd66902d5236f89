package io.trueup.serving;

import java.util.Map;

/** What the API answers: a status, the media type of the body, further headers, the body. */
public record Response(int status, String type, Map<String, String> headers, String body) {

  public Response {
    headers = Map.copyOf(headers);
  }

  static Response json(String body) {
    return new Response(200, "application/json", Map.of(), body);
  }

  /** CSV, which has no place for what an answer says of itself but the headers. */
  static Response csv(Map<String, String> headers, String body) {
    return new Response(200, "text/csv; charset=utf-8", headers, body);
  }
}
