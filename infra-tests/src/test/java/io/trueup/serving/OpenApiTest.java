package io.trueup.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds docs/openapi.yaml to what the API answers. */
class OpenApiTest {

  private static final String ROWS = "/v1/views/{view}";

  private final ObjectMapper json = new ObjectMapper();
  private final ApiFile file = ApiFile.load();

  OpenApiTest() throws IOException {}

  @Test
  void paths_ofTheFile_areThoseThatTheApiNames() throws IOException {
    assertThat(file.root().path("paths").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(allowed(FlightsApi.live(), "/nowhere"));
  }

  @Test
  void parameters_ofRows_areThoseThatTheApiNames() throws IOException {
    Set<String> named = queryParameters(ROWS);
    assertThat(named.remove("dimensions")).isTrue();
    named.add("origin");

    assertThat(allowed(FlightsApi.live(), "/v1/views/departures_by_origin?no=1"))
        .containsExactlyInAnyOrderElementsOf(named);
  }

  @Test
  void parameters_ofKeys_areThoseThatTheApiNames() throws IOException {
    assertThat(allowed(FlightsApi.live(), "/v1/views/departures_by_origin/keys?no=1"))
        .containsExactlyInAnyOrderElementsOf(queryParameters(ROWS + "/keys"));
  }

  @Test
  void references_all_nameSomething() {
    List<String> references = file.root().findValuesAsText("$ref");

    assertThat(references).hasSizeGreaterThan(40);
    assertThat(references).noneMatch(reference -> file.at(reference).isMissingNode());
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/views, /v1/views, 200",
    "/v1/status, /v1/status, 200",
    "/v1/versions, /v1/versions, 200",
    "/v1/views/{view}/keys, /v1/views/departures_by_origin/keys, 200",
    "/v1/views/{view}/keys, /v1/views/departures_by_origin/keys?limit=0, 400",
    "/v1/views/{view}/keys, /v1/views/nope/keys, 404",
    "/v1/views/{view}, /v1/views/departures_by_origin?origin=ATL, 200",
    "/v1/views/{view}, /v1/views/departures_by_origin?origin=ATL&limit=1, 200",
    "/v1/views/{view}, /v1/views/departures_by_origin?null=origin&every=1d, 200",
    "/v1/views/{view}, /v1/views/all_departures?from=2001-01-01&to=2001-01-02T00:00:00Z, 200",
    "/v1/views/{view}, /v1/views/departures_by_origin?origin=ATL&every=2h, 400",
    "/v1/views/{view}, /v1/views/departures_by_origin, 200",
    "/v1/views/{view}, /v1/views/departures_by_origin?limit=1&every=1d, 200",
    "/v1/views/{view}, /v1/views/nope, 404",
  })
  void answers_liveAndMerged_fitTheirSchemas(String path, String address, int status)
      throws IOException {
    for (Api api : List.of(FlightsApi.live(), FlightsApi.merged())) {
      Response answer = api.answer(request(address, "application/json"));

      assertThat(answer.status()).isEqualTo(status);
      JsonNode content = content(path, answer);
      assertThat(content.isMissingNode()).as("content of " + answer).isFalse();
      assertThat(file.misfits(content.path("schema"), json.readTree(answer.body()), "")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/views/{view}, /v1/views/departures_by_origin?origin=ATL",
    "/v1/views/{view}/keys, /v1/views/departures_by_origin/keys",
  })
  void answers_ofAnotherDefinition_areAProblemOfTheFile(String path, String address)
      throws IOException {
    Response answer = FlightsApi.outdated().answer(request(address, "application/json"));

    assertThat(answer.status()).isEqualTo(503);
    JsonNode content = content(path, answer);
    assertThat(content.isMissingNode()).isFalse();
    assertThat(file.misfits(content.path("schema"), json.readTree(answer.body()), "")).isEmpty();
  }

  @Test
  void answer_ofAVersionNotKept_isAProblemOfTheFile() throws IOException {
    String address = "/v1/views/departures_by_origin";
    Response first = FlightsApi.merged().answer(request(address + "?limit=1", "application/json"));
    String next = json.readTree(first.body()).path("next").asText();
    Response answer =
        FlightsApi.live().answer(request(address + "?page=" + next, "application/json"));

    assertThat(answer.status()).isEqualTo(410);
    JsonNode content = content(ROWS, answer);
    assertThat(content.isMissingNode()).isFalse();
    assertThat(file.misfits(content.path("schema"), json.readTree(answer.body()), "")).isEmpty();
  }

  @Test
  void csv_ofRows_isAMediaTypeOfTheFile() throws IOException {
    Response answer =
        FlightsApi.live()
            .answer(request("/v1/views/departures_by_origin?origin=ATL", "text/csv, */*"));

    assertThat(answer.body()).startsWith("origin,bucket,exact,flights");
    assertThat(content(ROWS, answer).isMissingNode()).isFalse();
  }

  @Test
  void examples_all_fitTheirSchemas() {
    List<JsonNode> contents =
        Stream.of("application/json", "application/problem+json")
            .flatMap(type -> file.root().findValues(type).stream())
            .toList();

    assertThat(contents).hasSize(10);
    for (JsonNode content : contents) {
      assertThat(content.path("examples")).isNotEmpty();
      for (JsonNode example : content.path("examples")) {
        JsonNode value = file.resolved(example).path("value");
        assertThat(file.misfits(content.path("schema"), value, "")).isEmpty();
      }
    }
  }

  private JsonNode content(String path, Response answer) {
    JsonNode responses = file.root().path("paths").path(path).at("/get/responses");
    return file.resolved(responses.path(Integer.toString(answer.status())))
        .path("content")
        .path(answer.type().split(";", 2)[0]);
  }

  private Set<String> queryParameters(String path) {
    return ApiFile.elements(file.root().path("paths").path(path).at("/get/parameters"))
        .map(file::resolved)
        .filter(parameter -> parameter.path("in").asText().equals("query"))
        .map(parameter -> parameter.path("name").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What a problem says that a request may have. */
  private List<String> allowed(Api api, String address) throws IOException {
    JsonNode problem = json.readTree(api.answer(request(address, "application/json")).body());
    return ApiFile.elements(problem.path("allowed")).map(JsonNode::asText).toList();
  }

  private static Request request(String address, String accept) {
    String[] parts = address.split("\\?", 2);
    Map<String, List<String>> parameters = new TreeMap<>();
    for (String each : parts.length == 1 ? new String[0] : parts[1].split("&")) {
      String[] pair = each.split("=", 2);
      parameters.put(pair[0], List.of(pair[1]));
    }
    List<String> path = Arrays.stream(parts[0].split("/")).filter(each -> !each.isEmpty()).toList();
    return new Request("GET", path, parameters, accept);
  }
}
