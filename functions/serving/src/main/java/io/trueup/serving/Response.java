package io.trueup.serving;

/** What the API answers: a status, the media type of the body, the body. */
record Response(int status, String type, String body) {

  static Response json(String body) {
    return new Response(200, "application/json", body);
  }

  static Response csv(String body) {
    return new Response(200, "text/csv; charset=utf-8", body);
  }
}
