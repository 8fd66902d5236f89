package io.trueup.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.trueup.demo.host.Cloud;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

/** What DynamoDB's own client sees of each fate, before a DynamoDB that counts calls. */
class DynamoProxyTest {

  private final AtomicInteger arrived = new AtomicInteger();
  private HttpServer target;
  private DynamoProxy proxy;
  private DynamoDbClient dynamo;

  @BeforeEach
  void open() throws IOException {
    target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    target.createContext("/", this::answer);
    target.start();
    proxy = DynamoProxy.before(URI.create("http://127.0.0.1:" + target.getAddress().getPort()));
    dynamo =
        Cloud.configured(DynamoDbClient.builder(), proxy.endpoint())
            .overrideConfiguration(o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()))
            .build();
  }

  private void answer(HttpExchange exchange) throws IOException {
    arrived.incrementAndGet();
    byte[] body = "{\"ConsumedCapacity\":{\"TableName\":\"t\"}}".getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @AfterEach
  void close() {
    dynamo.close();
    proxy.close();
    target.stop(0);
  }

  private String put() {
    return dynamo
        .putItem(put -> put.tableName("t").item(Map.of("pk", AttributeValue.fromS("é"))))
        .consumedCapacity()
        .tableName();
  }

  @Test
  void call_nothingMet_isAnsweredByTheTarget() {
    assertThat(put()).isEqualTo("t");
    assertThat(arrived).hasValue(1);
  }

  @Test
  void write_throttled_isRefusedAndDoesNotArrive() {
    try (DynamoProxy.Met met = proxy.meet(new ThrottledWrites(1, 1))) {
      assertThatThrownBy(this::put).isInstanceOf(ProvisionedThroughputExceededException.class);
      assertThat(met.hits()).isEqualTo(1);
    }
    assertThat(arrived).hasValue(0);
    assertThat(put()).as("when it has ended").isEqualTo("t");
  }

  @Test
  void read_throttledWrites_passes() {
    try (DynamoProxy.Met met = proxy.meet(new ThrottledWrites(1, 1))) {
      dynamo.getItem(get -> get.tableName("t").key(Map.of("pk", AttributeValue.fromS("a"))));
      assertThat(met.hits()).isZero();
    }
    assertThat(arrived).hasValue(1);
  }

  @Test
  void write_answerLost_arrivesAndTheCallerKnowsNothing() {
    try (DynamoProxy.Met met = proxy.meet(new LostAnswers(1, 1))) {
      assertThatThrownBy(this::put).isInstanceOf(SdkClientException.class);
      assertThat(met.hits()).isPositive();
    }
    assertThat(arrived.get()).isPositive();
  }

  @Test
  void call_lostOnTheWay_doesNotArrive() {
    Interference lost = call -> new Fate.Cut(Fate.Reach.IS_LOST, () -> {});
    try (DynamoProxy.Met met = proxy.meet(lost)) {
      assertThatThrownBy(this::put).isInstanceOf(SdkClientException.class);
      assertThat(met.hits()).isPositive();
    }
    assertThat(arrived).hasValue(0);
  }

  @Test
  void call_slow_isAnsweredAfterTheDelay() {
    long began = System.nanoTime();
    try (DynamoProxy.Met met = proxy.meet(new SlowCalls(Duration.ofMillis(200)))) {
      assertThat(put()).isEqualTo("t");
      assertThat(met.hits()).isEqualTo(1);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(200));
  }

  @Test
  void share_seeded_isAboutWhatWasAskedForAndTheSameAgain() {
    Call write = new Call("PutItem", "{}");
    ThrottledWrites first = new ThrottledWrites(0.2, 7);
    ThrottledWrites again = new ThrottledWrites(0.2, 7);
    int hits = 0;
    for (int i = 0; i < 10_000; i++) {
      Fate fate = first.of(write);
      assertThat(again.of(write)).isEqualTo(fate);
      hits += fate instanceof Fate.Throttled ? 1 : 0;
    }
    assertThat(hits).isBetween(1_800, 2_200);
  }
}
