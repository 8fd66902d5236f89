package io.trueup.heartbeat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.trueup.aws.Clients;
import io.trueup.aws.Environment;
import io.trueup.aws.KinesisShards;
import io.trueup.aws.KinesisStream;
import io.trueup.event.Heartbeat;
import io.trueup.port.Shard;
import io.trueup.port.Shards;
import io.trueup.port.Stream;
import io.trueup.store.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * The beating function: for each message of the queue it puts one beat on each open shard, by a
 * hash key that the shard takes. A message that is delivered again is a beat of the same number.
 */
public final class BeatHandler implements RequestStreamHandler {

  private final Clock clock;
  private final Shards shards;
  private final Stream stream;

  public BeatHandler() {
    Environment environment = Environment.of(System.getenv());
    this.clock = Clock.systemUTC();
    KinesisClient kinesis = Clients.kinesis();
    this.shards = new KinesisShards(() -> kinesis, environment.stream());
    this.stream = new KinesisStream(kinesis, environment.stream());
  }

  BeatHandler(Shards shards, Stream stream, Clock clock) {
    this.shards = shards;
    this.stream = stream;
    this.clock = clock;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Map<String, Object> messages =
        Json.object(new String(event.readAllBytes(), StandardCharsets.UTF_8));
    for (Object message : Json.list(messages, "Records")) {
      Map<String, Object> body = Json.object(Json.text((Map<?, ?>) message, "body"));
      beat(Json.number(body, "number"));
    }
    answer.write("{}".getBytes(StandardCharsets.US_ASCII));
  }

  /** A shard that takes nothing, as it is written to too much, keeps no other one waiting. */
  private void beat(long number) {
    List<RuntimeException> failures = new ArrayList<>();
    for (Shard shard : shards.open()) {
      try {
        stream.put(
            "trueup.heartbeat",
            Optional.of(shard.firstHash()),
            new Heartbeat(number, clock.millis()).data());
      } catch (RuntimeException failed) {
        failures.add(
            new IllegalStateException("beat %d on shard %s".formatted(number, shard.id()), failed));
      }
    }
    if (!failures.isEmpty()) {
      RuntimeException first = failures.remove(0);
      failures.forEach(first::addSuppressed);
      throw first;
    }
  }
}
