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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.s3.S3Client;

/** What AWS's own clients see of each fate, before a service that counts calls. */
class ServiceProxyTest {

  private final AtomicInteger arrived = new AtomicInteger();
  private HttpServer target;
  private ServiceProxy proxy;
  private DynamoDbClient dynamo;

  @BeforeEach
  void open() throws IOException {
    target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    target.createContext("/", this::answer);
    target.start();
    proxy = ServiceProxy.before(URI.create("http://127.0.0.1:" + target.getAddress().getPort()));
    dynamo =
        Cloud.configured(DynamoDbClient.builder(), proxy.endpoint())
            .overrideConfiguration(o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()))
            .build();
  }

  private void answer(HttpExchange exchange) throws IOException {
    arrived.incrementAndGet();
    if (exchange.getRequestMethod().equals("HEAD")) {
      head(exchange);
      return;
    }
    byte[] body = "{\"ConsumedCapacity\":{\"TableName\":\"t\"}}".getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static void head(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Length", "42");
      exchange.sendResponseHeaders(200, -1);
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
    try (ServiceProxy.Met met = proxy.meet(new ThrottledWrites(1, 1))) {
      assertThatThrownBy(this::put).isInstanceOf(ProvisionedThroughputExceededException.class);
      assertThat(met.hits()).isEqualTo(1);
    }
    assertThat(arrived).hasValue(0);
    assertThat(put()).as("when it has ended").isEqualTo("t");
  }

  @Test
  void read_throttledWrites_passes() {
    try (ServiceProxy.Met met = proxy.meet(new ThrottledWrites(1, 1))) {
      dynamo.getItem(get -> get.tableName("t").key(Map.of("pk", AttributeValue.fromS("a"))));
      assertThat(met.hits()).isZero();
    }
    assertThat(arrived).hasValue(1);
  }

  @Test
  void write_answerLost_arrivesAndTheCallerKnowsNothing() {
    try (ServiceProxy.Met met = proxy.meet(new LostAnswers(1, 1))) {
      assertThatThrownBy(this::put).isInstanceOf(SdkClientException.class);
      assertThat(met.hits()).isPositive();
    }
    assertThat(arrived.get()).isPositive();
  }

  @Test
  void call_lostOnTheWay_doesNotArrive() {
    Interference lost = call -> new Fate.Cut(Fate.Reach.IS_LOST, () -> {});
    try (ServiceProxy.Met met = proxy.meet(lost)) {
      assertThatThrownBy(this::put).isInstanceOf(SdkClientException.class);
      assertThat(met.hits()).isPositive();
    }
    assertThat(arrived).hasValue(0);
  }

  @Test
  void callOfS3_nothingMet_isForwardedAsItIs() {
    List<Call> seen = new ArrayList<>();
    Interference watching =
        call -> {
          seen.add(call);
          return new Fate.Forwarded();
        };
    try (S3Client s3 =
            Cloud.configured(S3Client.builder().forcePathStyle(true), proxy.endpoint()).build();
        ServiceProxy.Met met = proxy.meet(watching)) {
      assertThat(s3.headObject(head -> head.bucket("b").key("a key")).contentLength())
          .isEqualTo(42);
      s3.putObject(put -> put.bucket("b").key("k"), RequestBody.fromString("é"));
    }
    assertThat(seen).extracting(Call::operation).containsExactly("HEAD", "PUT");
    assertThat(seen).extracting(Call::body).containsExactly("/b/a%20key", "/b/k");
    assertThat(seen).extracting(Call::isWrite).containsExactly(false, true);
    assertThat(arrived).hasValue(2);
  }

  @Test
  void call_slow_isAnsweredAfterTheDelay() {
    long began = System.nanoTime();
    try (ServiceProxy.Met met = proxy.meet(new SlowCalls(Duration.ofMillis(200)))) {
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
