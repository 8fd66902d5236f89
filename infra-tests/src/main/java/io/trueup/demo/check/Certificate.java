package io.trueup.demo.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/** What an answer vouches for: its version's cut, and until when every event is in it. */
public record Certificate(
    long generation, Instant cut, Optional<Instant> asOf, String crossChecked, long lost) {

  static Certificate read(JsonNode certificate) {
    return new Certificate(
        certificate.required("generation").longValue(),
        Instant.parse(certificate.required("cut").textValue()),
        Optional.ofNullable(certificate.required("as_of").textValue()).map(Instant::parse),
        certificate.required("cross_checked").asText(),
        certificate.required("lost").longValue());
  }
}
