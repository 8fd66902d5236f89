package io.trueup.definition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.event.EventReader;
import io.trueup.event.Intake;
import io.trueup.event.Position;
import io.trueup.event.Punctuality;
import io.trueup.event.StreamRecord;
import io.trueup.time.Buckets;
import io.trueup.time.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatenessTest {

  private static final String THREE_TYPES =
      """
      pipeline: orders
      events:
        order: { schema: order.avsc, id: id, time: at, key: id }
        refund: { schema: order.avsc, id: id, time: at, key: id, late_after: 0s }
        unseen: { schema: order.avsc, id: id, time: at, key: id, late_after: 1s }
      views:
        hours: { from: order, by: [], every: { 1h: 7d, 1d: 9d }, measures: { n: count() } }
        few: { from: order, where: "items > 9", by: [], every: { 1m: 7d }, measures: { n: count() } }
        refunds: { from: refund, by: [], every: { 1d: 7d }, measures: { n: count() } }
      slo: { freshness: 1500ms }
      """;

  /** By the smallest bucket of any view, whatever its condition; by the freshness, if not told. */
  @Test
  void of_severalTypesAndViews_eachByItsSmallestBucket() {
    assertThat(Folders.pipeline(Folders.orders(THREE_TYPES)).lateness())
        .isEqualTo(
            Map.of(
                "order", new Lateness(Span.parse("1m"), Duration.ofMillis(1500)),
                "refund", new Lateness(Span.parse("1d"), Duration.ZERO)));
  }

  @ParameterizedTest
  @CsvSource({
    "2024-11-24T12:00:00Z, 2024-11-24T12:01:01.500Z, ON_TIME",
    "2024-11-24T12:00:00Z, 2024-11-24T12:01:01.501Z, LATE",
    "2024-11-24T12:00:59.999Z, 2024-11-24T12:01:01.500Z, ON_TIME",
    "2024-11-24T12:00:59.999Z, 2024-11-24T12:01:01.501Z, LATE",
    "2024-11-24T12:01:00Z, 2024-11-24T12:01:01.501Z, ON_TIME",
    "2024-11-24T12:09:00Z, 2024-11-24T12:00:00Z, ON_TIME",
    "1969-12-31T23:59:59.999Z, 1970-01-01T00:00:01.500Z, ON_TIME",
    "1969-12-31T23:59:59.999Z, 1970-01-01T00:00:01.501Z, LATE",
    "-290000000-01-01T00:00:00Z, 2024-11-24T12:00:00Z, LATE",
  })
  void read_arrivalAroundTheEndOfItsBucket_lateOnlyBeyondTheTime(
      Instant at, Instant arrival, Punctuality expected) {
    assertThat(punctuality("order", at, arrival)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "refund, 2024-11-25T00:00:00Z, ON_TIME",
    "refund, 2024-11-25T00:00:00.001Z, LATE",
    "unseen, 2034-11-25T00:00:00Z, ON_TIME",
  })
  void read_otherTypes_byTheirOwnBucketAndTime(String type, Instant arrival, Punctuality expected) {
    assertThat(punctuality(type, Instant.parse("2024-11-24T12:00:00Z"), arrival))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"60000, 1m, 120000", "59999, 1m, 60000", "-1, 1m, 0", "-60000, 1m, 0"})
  void end_anyTime_firstMillisecondAfterItsBucket(long time, String size, long expected) {
    assertThat(Buckets.end(time, Span.parse(size))).isEqualTo(expected);
  }

  private static Punctuality punctuality(String type, Instant at, Instant arrival) {
    byte[] data =
        "{\"type\":\"%s\",\"id\":\"a\",\"at\":%d,\"items\":1,\"amount\":1}"
            .formatted(type, at.toEpochMilli())
            .getBytes(UTF_8);
    Intake intake =
        new EventReader(Folders.pipeline(Folders.orders(THREE_TYPES)))
            .read(new StreamRecord(new Position("1", 0), 0, data), arrival.toEpochMilli());
    assertThat(intake).isInstanceOf(Intake.Accepted.class);
    return ((Intake.Accepted) intake).punctuality();
  }
}
