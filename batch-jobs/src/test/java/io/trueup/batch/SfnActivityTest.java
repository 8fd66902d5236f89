package io.trueup.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.trueup.aws.Clients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;

class SfnActivityTest {

  /** An activity's task is taken for lost after so long without a heartbeat. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicInteger calls = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  SfnActivityTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answerAllButTheFirst);
    server.start();
  }

  private void answerAllButTheFirst(HttpExchange exchange) throws IOException {
    if (calls.incrementAndGet() == 1) {
      try {
        ended.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    byte[] answer = "{}".getBytes(UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  @AfterEach
  void end() {
    ended.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void heartbeat_firstTryHangs_isSentAgainLongBeforeTheTaskIsTakenForLost() {
    try (SfnClient sfn =
        SfnClient.builder()
            .httpClientBuilder(Clients.http().socketTimeout(Duration.ofSeconds(75)))
            .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
            .region(Region.EU_WEST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
            .build()) {
      SfnActivity activity = new SfnActivity(sfn, "arn", "worker");

      Activity.Standing standing =
          assertTimeoutPreemptively(
              SILENCE.dividedBy(2), () -> activity.heartbeat(new Activity.Task("token", "{}")));

      assertThat(standing).isEqualTo(Activity.Standing.HELD);
      assertThat(calls).hasValue(2);
    }
  }
}
