package io.trueup.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The JSON by which an event source mapping hands Kinesis records to a function. */
public final class MappingEvent {

  private final List<String> records = new ArrayList<>();

  /** Adds a record; {@code seconds} is its arrival as Lambda writes it. */
  public MappingEvent with(String shard, String sequence, String seconds, byte[] data) {
    records.add(
        """
        {"kinesis": {"kinesisSchemaVersion": "1.0", "partitionKey": "k", "sequenceNumber": "%s",
          "data": "%s", "approximateArrivalTimestamp": %s},
         "eventSource": "aws:kinesis", "eventVersion": "1.0", "eventID": "%s:%s",
         "eventName": "aws:kinesis:record", "invokeIdentityArn": "arn:role",
         "awsRegion": "eu-central-1", "eventSourceARN": "arn:stream"}"""
            .formatted(
                sequence, Base64.getEncoder().encodeToString(data), seconds, shard, sequence));
    return this;
  }

  public InputStream stream() {
    return stream("{\"Records\": [%s]}".formatted(String.join(",", records)));
  }

  static InputStream stream(String json) {
    return new ByteArrayInputStream(json.getBytes(UTF_8));
  }
}
