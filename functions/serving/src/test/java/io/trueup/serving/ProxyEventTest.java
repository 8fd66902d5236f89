package io.trueup.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.store.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProxyEventTest {

  /** As REST APIs send it, without what is nowhere looked at. */
  private static final String EVENT =
      """
      {"resource": "/v1/views/{view}", "path": "%s", "httpMethod": "GET",
       "headers": %s, "multiValueHeaders": {},
       "queryStringParameters": {"place": "last only"},
       "multiValueQueryStringParameters": %s,
       "pathParameters": {"view": "by_place"}, "stageVariables": null,
       "requestContext": {"stage": "prod", "path": "/prod/v1/views/by_place"},
       "body": null, "isBase64Encoded": false}
      """;

  @Test
  void request_usual_itsParts() throws IOException {
    Request request =
        read(
            "/v1/views/by_place",
            "{\"Host\": \"h\", \"aCCept\": \"text/csv\"}",
            "{\"place\": [\"a b\", \"😀+%\"], \"empty\": [\"\"]}");
    assertThat(request)
        .isEqualTo(
            new Request(
                "GET",
                List.of("v1", "views", "by_place"),
                Map.of("place", List.of("a b", "😀+%"), "empty", List.of("")),
                "text/csv"));
    assertThat(request.wantsCsv()).isTrue();
  }

  @Test
  void request_nothingGiven_noParametersAndJson() throws IOException {
    Request request = read("/", "null", "null");
    assertThat(request.path()).isEmpty();
    assertThat(request.parameters()).isEmpty();
    assertThat(request.wantsCsv()).isFalse();
    assertThat(read("/", "{}", "{}").accept()).isEqualTo("application/json");
  }

  @Test
  void request_oddPaths_decodedWhereTheyAreEncoded() throws IOException {
    assertThat(path("//v1///views/")).containsExactly("v1", "views");
    assertThat(path("/a%20b/c+d")).containsExactly("a b", "c+d");
    assertThat(path("/%F0%9F%98%80")).containsExactly("😀");
    assertThat(path("/a%2Fb")).containsExactly("a/b");
    assertThat(path("/100%")).containsExactly("100%");
    assertThat(path("/%zz/%4")).containsExactly("%zz", "%4");
    assertThat(path("/%FF")).containsExactly("\uFFFD");
  }

  @Test
  void response_any_asApiGatewayReadsIt() {
    Response response = new Response(405, "application/problem+json", Map.of("Allow", "GET"), "{}");
    assertThat(Json.object(ProxyEvent.response(response)))
        .isEqualTo(
            Map.of(
                "statusCode",
                405,
                "headers",
                Map.of(
                    "Allow",
                    "GET",
                    "Content-Type",
                    "application/problem+json",
                    "Cache-Control",
                    "no-store"),
                "body",
                "{}"));
  }

  private static List<String> path(String path) throws IOException {
    return read(path, "null", "null").path();
  }

  private static Request read(String path, String headers, String parameters) throws IOException {
    String event = EVENT.formatted(path, headers, parameters);
    return ProxyEvent.request(new ByteArrayInputStream(event.getBytes(UTF_8)));
  }
}
