package io.trueup.heartbeat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.trueup.aws.Clients;
import io.trueup.aws.Environment;
import io.trueup.aws.SqsQueue;
import io.trueup.port.Queue;
import io.trueup.store.Json;
import io.trueup.time.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The planning function: EventBridge calls it every minute, which is as often as it can, and it
 * enqueues the beats of that minute as delayed messages.
 */
public final class PlanHandler implements RequestStreamHandler {

  private final Span interval;
  private final Queue queue;
  private final Clock clock;

  public PlanHandler() {
    Environment environment = Environment.of(System.getenv());
    this.interval = environment.heartbeat();
    this.queue =
        new SqsQueue(
            SqsClient.builder().httpClientBuilder(Clients.http()).build(), environment.queue());
    this.clock = Clock.systemUTC();
  }

  PlanHandler(Span interval, Queue queue, Clock clock) {
    this.interval = interval;
    this.queue = queue;
    this.clock = clock;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Map<String, Object> rule =
        Json.object(new String(event.readAllBytes(), StandardCharsets.UTF_8));
    Instant time = rule.get("time") instanceof String text ? Instant.parse(text) : clock.instant();
    List<Minute.Due> beats = Minute.of(time, interval).beats(clock.instant());
    beats.forEach(beat -> queue.send(Json.write(Map.of("number", beat.number())), beat.delay()));
    answer.write(Json.write(Map.of("beats", beats.size())).getBytes(StandardCharsets.UTF_8));
  }
}
