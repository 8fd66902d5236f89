package io.trueup.aws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.trueup.event.Aggregation;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch as an event source mapping hands it to a function: records of one shard, by its name in
 * Kinesis, in order, those that a producer aggregated split into single ones.
 */
public record KinesisBatch(String shard, List<StreamRecord> records) {

  private static final JsonFactory JSON = new JsonFactory();

  /** Reads the mapping's JSON; fails when it holds no records or those of several shards. */
  public static KinesisBatch read(InputStream event) throws IOException {
    List<Raw> raws = new ArrayList<>();
    try (JsonParser json = JSON.createParser(event)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        if (name.equals("Records")) {
          while (json.nextToken() == JsonToken.START_OBJECT) {
            raws.add(raw(json));
          }
        } else {
          json.skipChildren();
        }
      }
    }
    return of(raws);
  }

  private static KinesisBatch of(List<Raw> raws) {
    List<String> shards = raws.stream().map(Raw::shard).distinct().toList();
    if (shards.size() != 1) {
      throw new IllegalArgumentException(
          "Kinesis batch of %d records from shards %s, expected records of one shard"
              .formatted(raws.size(), shards));
    }
    List<StreamRecord> records = new ArrayList<>();
    for (Raw raw : raws) {
      records.addAll(Aggregation.split(raw.sequence, raw.arrived, raw.data));
    }
    return new KinesisBatch(shards.get(0), List.copyOf(records));
  }

  /** The answer that all records are processed. */
  public static byte[] done() {
    return "{\"batchItemFailures\":[]}".getBytes(StandardCharsets.US_ASCII);
  }

  /** The answer that the records from a position on are to be delivered again. */
  public static byte[] failedFrom(Position position) {
    return "{\"batchItemFailures\":[{\"itemIdentifier\":\"%s\"}]}"
        .formatted(position.sequence())
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static final class Raw {
    private String eventId = "";
    private String sequence = "";
    private long arrived = -1;
    private byte[] data = new byte[0];

    String shard() {
      int colon = eventId.indexOf(':');
      if (colon < 1 || sequence.isEmpty() || arrived < 0) {
        throw new IllegalArgumentException(
            "Kinesis record '%s', expected eventID, sequenceNumber and arrival".formatted(eventId));
      }
      return eventId.substring(0, colon);
    }
  }

  private static Raw raw(JsonParser json) throws IOException {
    Raw raw = new Raw();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "eventID" -> raw.eventId = json.getText();
        case "kinesis" -> kinesis(json, raw);
        default -> json.skipChildren();
      }
    }
    return raw;
  }

  private static void kinesis(JsonParser json, Raw raw) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "sequenceNumber" -> raw.sequence = json.getText();
        case "data" -> raw.data = json.getBinaryValue();
        case "approximateArrivalTimestamp" ->
            raw.arrived = new BigDecimal(json.getText()).movePointRight(3).longValue();
        default -> json.skipChildren();
      }
    }
  }
}
