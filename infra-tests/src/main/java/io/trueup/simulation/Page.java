package io.trueup.simulation;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A page of an answer as a client reads it. */
record Page(Certificate certificate, List<Row> rows, Optional<String> next) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  /** What the answer says of itself; {@code asOf} in milliseconds, 0 for none. */
  record Certificate(
      long generation, Optional<String> version, long cut, long asOf, long lost, Flags flags) {}

  /** What is true of the answer. */
  record Flags(boolean crossChecked, boolean pinned, boolean complete) {}

  /** A cell with its numbers. */
  record Row(CellName cell, boolean exact, long n, BigInteger weight, long low, long high) {}

  static Page parse(Question question, String body) {
    try {
      JsonNode json = JSON.readTree(body);
      List<Row> rows = new ArrayList<>();
      for (JsonNode row : json.path("rows")) {
        JsonNode shop =
            json.has("key") ? json.path("key").path("shop") : row.path("key").path("shop");
        rows.add(row(question, shop, row));
      }
      return new Page(
          certificate(json.path("certificate")),
          rows,
          Optional.ofNullable(json.path("next").textValue()));
    } catch (IOException broken) {
      throw new UncheckedIOException("parse '%s'".formatted(body), broken);
    }
  }

  private static Row row(Question question, JsonNode shop, JsonNode row) {
    return new Row(
        question.cell(
            Optional.ofNullable(shop.textValue()), Instant.parse(row.path("bucket").asText())),
        row.path("exact").booleanValue(),
        row.path("n").longValue(),
        row.path("weight").bigIntegerValue(),
        row.path("low").longValue(),
        row.path("high").longValue());
  }

  private static Certificate certificate(JsonNode json) {
    return new Certificate(
        json.path("generation").longValue(),
        Optional.ofNullable(json.path("version").textValue()),
        Instant.parse(json.path("cut").asText()).toEpochMilli(),
        json.path("as_of").isNull() ? 0 : Instant.parse(json.path("as_of").asText()).toEpochMilli(),
        json.path("lost").longValue(),
        new Flags(
            json.path("cross_checked").asBoolean(),
            json.path("pinned").booleanValue(),
            json.path("complete").booleanValue()));
  }
}
