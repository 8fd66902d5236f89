package io.trueup.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.port.ForwardingTable;
import io.trueup.port.Item;
import io.trueup.port.Range;
import io.trueup.port.Table;
import io.trueup.port.Workers;
import io.trueup.store.Json;
import io.trueup.store.Library;
import io.trueup.time.Span;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

/** Whatever happens, the answer is one of the API: a failure is a problem as any other. */
class ServingHandlerTest {

  private static final String SECRET = "arn:of:a:table";

  private final Shop shop = new Shop();

  @Test
  void handle_goodRequest_theApisAnswer() throws IOException {
    assertThat(answer(shop.hot, event("/v1/views/total"))).containsEntry("statusCode", 200);
  }

  @Test
  void handle_awsBusyOrNotReached_problemThatMayPass() throws IOException {
    List<RuntimeException> failures =
        List.of(
            throttle(),
            InternalServerErrorException.builder().statusCode(500).message(SECRET).build(),
            ApiCallTimeoutException.create(29_000),
            new IllegalStateException(SECRET, throttle()));
    for (RuntimeException failure : failures) {
      problem(failing(failure), event("/v1/views/total"), 503);
    }
  }

  @Test
  void handle_anythingElse_problemWithoutItsInside() throws IOException {
    problem(failing(new IllegalStateException(SECRET)), event("/v1/views/total"), 500);
    problem(
        failing(DynamoDbException.builder().statusCode(400).message(SECRET).build()),
        event("/v1/views/total"),
        500);
    problem(shop.hot, "{\"arn\":\"%s\"}".formatted(SECRET), 500);
  }

  private static RuntimeException throttle() {
    return ProvisionedThroughputExceededException.builder()
        .statusCode(400)
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .errorCode("ProvisionedThroughputExceededException")
                .errorMessage(SECRET)
                .build())
        .build();
  }

  private void problem(Table hot, String event, int status) throws IOException {
    Map<String, Object> answer = answer(hot, event);
    assertThat(answer).containsEntry("statusCode", status);
    assertThat(Json.object(answer, "headers").get("Content-Type"))
        .isEqualTo("application/problem+json");
    String body = Json.text(answer, "body");
    assertThat(Json.object(body)).containsKeys("type", "title", "status", "detail", "field");
    assertThat(body).doesNotContain(SECRET, "Exception");
  }

  private static String event(String path) {
    return "{\"httpMethod\":\"GET\",\"path\":\"%s\"}".formatted(path);
  }

  private Map<String, Object> answer(Table hot, String event) throws IOException {
    Api api =
        new Api(
            Library.of(Shop.PIPELINE),
            shop.control,
            hot,
            shop.segments::table,
            Shop.EPOCHS,
            Span.parse("14d"),
            Clock.fixed(Shop.NOON, ZoneOffset.UTC),
            Workers.inOrder());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ServingHandler(api).answer(new ByteArrayInputStream(event.getBytes(UTF_8)), out);
    return Json.object(out.toString(UTF_8));
  }

  private Table failing(RuntimeException failure) {
    return new ForwardingTable(shop.hot) {
      @Override
      public Stream<Item> query(Range range) {
        throw failure;
      }
    };
  }
}
