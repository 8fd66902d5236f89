package io.trueup.standin;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A request: method, path (decoded), raw query, the AWS target that it names, and body. */
record Asked(
    String method,
    String path,
    String query,
    Optional<String> target,
    String encoding,
    byte[] body) {

  static Asked of(HttpExchange exchange) throws IOException {
    return new Asked(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""),
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target")),
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Encoding")).orElse(""),
        exchange.getRequestBody().readAllBytes());
  }

  boolean isChunked() {
    return encoding.contains("aws-chunked");
  }

  /** The value of a parameter of the query; empty when there is none. */
  String parameter(String name) {
    for (String pair : query.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2 && parts[0].equals(name)) {
        return URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
      }
    }
    return "";
  }
}
