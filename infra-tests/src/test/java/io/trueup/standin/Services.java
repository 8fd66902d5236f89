package io.trueup.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Answers the calls of our processes: a Kinesis stream of one shard, a Firehose and a queue that
 * take all that they are sent, and S3. Any other call fails.
 */
record Services(Buckets buckets) implements HttpHandler {

  /** When the stream of every name was made, in milliseconds, as Kinesis says it in CBOR. */
  private static final long CREATED = 1_700_000_000_000L;

  private static final String SHARD = "shardId-000000000000";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper CBOR = new CBORMapper();
  private static final String LAST_HASH =
      BigInteger.TWO.pow(128).subtract(BigInteger.ONE).toString();

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      int status = 200;
      Reply reply;
      try {
        Asked asked = Asked.of(exchange);
        reply =
            asked.target().isPresent()
                ? answer(asked.target().get(), asked.body())
                : buckets.answer(asked);
      } catch (RuntimeException | IOException failed) {
        status = 400;
        StringWriter trace = new StringWriter();
        failed.printStackTrace(new PrintWriter(trace));
        reply = new Reply("text/plain", trace.toString().getBytes(StandardCharsets.UTF_8));
      }
      exchange.getResponseHeaders().set("Content-Type", reply.contentType());
      exchange.sendResponseHeaders(status, reply.body().length == 0 ? -1 : reply.body().length);
      exchange.getResponseBody().write(reply.body());
    }
  }

  private static Reply answer(String target, byte[] body) throws IOException {
    return switch (target) {
      case "Kinesis_20131202.DescribeStreamSummary" ->
          cbor(Map.of("StreamDescriptionSummary", Map.of("StreamCreationTimestamp", CREATED)));
      case "Kinesis_20131202.ListShards" ->
          cbor(
              Map.of(
                  "Shards",
                  List.of(
                      Map.of(
                          "ShardId",
                          SHARD,
                          "HashKeyRange",
                          Map.of("StartingHashKey", "0", "EndingHashKey", LAST_HASH)))));
      case "Kinesis_20131202.PutRecord" -> cbor(Map.of("ShardId", SHARD, "SequenceNumber", "1"));
      case "Firehose_20150804.PutRecordBatch" ->
          json(Map.of("FailedPutCount", 0, "RequestResponses", taken(JSON.readTree(body))));
      case "AmazonSQS.SendMessage" ->
          json(
              Map.of(
                  "MessageId",
                  "m",
                  "MD5OfMessageBody",
                  DigestUtils.md5Hex(JSON.readTree(body).path("MessageBody").asText())));
      default -> throw new IllegalArgumentException("no stand-in for %s".formatted(target));
    };
  }

  private static List<Map<String, String>> taken(JsonNode batch) {
    return StreamSupport.stream(batch.path("Records").spliterator(), false)
        .map(each -> Map.of("RecordId", "r"))
        .toList();
  }

  private static Reply json(Object value) throws IOException {
    return new Reply("application/x-amz-json-1.1", JSON.writeValueAsBytes(value));
  }

  private static Reply cbor(Object value) throws IOException {
    return new Reply("application/x-amz-cbor-1.1", CBOR.writeValueAsBytes(value));
  }
}
