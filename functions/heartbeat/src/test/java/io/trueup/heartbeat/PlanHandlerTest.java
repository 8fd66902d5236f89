package io.trueup.heartbeat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.aws.TestContext;
import io.trueup.port.MemoryQueue;
import io.trueup.time.Span;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class PlanHandlerTest {

  private final MemoryQueue queue = new MemoryQueue();
  private final PlanHandler handler =
      new PlanHandler(
          Span.parse("20s"),
          queue,
          Clock.fixed(Instant.parse("2024-11-24T12:00:05Z"), ZoneOffset.UTC));

  @Test
  void handle_rulesEvent_queuesTheBeatsOfItsMinute() throws IOException {
    assertThat(plan("{\"source\":\"aws.events\",\"time\":\"2024-11-24T12:00:01Z\"}"))
        .isEqualTo("{\"beats\":3}");
    assertThat(queue.sent())
        .containsExactly(sent(86_622_480, 0), sent(86_622_481, 15), sent(86_622_482, 35));
  }

  @Test
  void handle_eventThatComesLate_beatsOfItsOwnMinuteAtOnce() throws IOException {
    plan("{\"time\":\"2024-11-24T11:58:00Z\"}");
    assertThat(queue.sent())
        .containsExactly(sent(86_622_474, 0), sent(86_622_475, 0), sent(86_622_476, 0));
  }

  @Test
  void handle_noTime_theMinuteOfNow() throws IOException {
    plan("{}");
    assertThat(queue.sent()).hasSize(3).startsWith(sent(86_622_480, 0));
  }

  @Test
  void handle_badEvent_failsAndQueuesNothing() {
    assertThatThrownBy(() -> plan("no json")).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> plan("{\"time\":\"noon\"}")).isInstanceOf(RuntimeException.class);
    assertThat(queue.sent()).isEmpty();
  }

  private String plan(String event) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(event.getBytes(UTF_8)), answer, TestContext.UNHURRIED);
    return answer.toString(UTF_8);
  }

  private static MemoryQueue.Sent sent(long number, int seconds) {
    return new MemoryQueue.Sent("{\"number\":%d}".formatted(number), Duration.ofSeconds(seconds));
  }
}
