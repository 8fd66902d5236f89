package io.trueup.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.merge.Keys;
import io.trueup.store.Json;
import io.trueup.store.Version;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each refusal is an RFC 9457 problem that names the field at fault and what it may be. */
class RefusalTest {

  private static final String ROWS = "/v1/views/by_place";

  private final Shop shop = new Shop();

  @Test
  void answer_unknownView_404WithTheViews() {
    for (String path : List.of("/v1/views/nobody", "/v1/views/nobody/keys")) {
      Map<String, Object> problem =
          refused(shop.get(path), 404, "view", "pipeline 'shop' has no view 'nobody'");
      assertThat(problem)
          .containsEntry("allowed", List.of("by_place", "by_all_kinds", "total"))
          .containsEntry("title", "No such resource")
          .containsEntry("type", "about:blank");
    }
  }

  @Test
  void answer_unknownPath_404WithThePaths() {
    for (String path :
        List.of("/", "/v1", "/v2/views", "/v1/view", "/v1/views/by_place/values", "/v1/status/x")) {
      assertThat(refused(shop.get(path), 404, "path", "no resource /"))
          .extracting("allowed")
          .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
          .contains("/v1/status", "/v1/views/{view}/keys");
    }
  }

  @Test
  void answer_anyMethodButGet_405WithAllow() {
    for (String method : List.of("POST", "DELETE", "HEAD", "get", "")) {
      Request request = new Request(method, List.of("v1", "views"), Map.of(), "application/json");
      Response response = shop.api().answer(request);
      assertThat(refused(response, 405, "method", "method " + method))
          .containsEntry("allowed", List.of("GET"));
      assertThat(response.headers()).containsEntry("Allow", "GET");
    }
  }

  @Test
  void rows_unknownDimension_400WithTheKnown() {
    assertThat(refused(shop.get(ROWS, "plaice", "Ulm"), 400, "plaice", "no dimension or option"))
        .containsEntry("allowed", List.of("every", "from", "limit", "null", "page", "place", "to"));
  }

  @Test
  void rows_missingDimension_400WithTheWayToAskForNull() {
    refused(
        shop.get("/v1/views/by_all_kinds", "place", "Ulm", "floor", "1", "online", "true"),
        400,
        "day",
        "'day' is missing, expected a value or null=day, or no dimension for all keys");
  }

  @Test
  void rows_dimensionOfAnotherKind_400() {
    String[][] wrong = {
      {"floor", "1.5"}, {"floor", "9223372036854775808"}, {"floor", ""}, {"online", "TRUE"},
      {"online", "1"}, {"day", "yesterday"}, {"day", "2024-11-24"}, {"place", "\ud83d"}
    };
    for (String[] each : wrong) {
      Map<String, String> all = new java.util.TreeMap<>();
      all.putAll(Map.of("place", "Ulm", "floor", "1"));
      all.putAll(Map.of("online", "true", "day", "2024-11-24T00:00:00Z"));
      all.put(each[0], each[1]);
      String[] parameters =
          all.entrySet().stream()
              .flatMap(e -> java.util.stream.Stream.of(e.getKey(), e.getValue()))
              .toArray(String[]::new);
      refused(shop.get("/v1/views/by_all_kinds", parameters), 400, each[0], "of kind");
    }
  }

  @Test
  void rows_nullThatIsNoneOrBoth_400() {
    assertThat(refused(shop.get(ROWS, "null", "plaice"), 400, "null", "no dimension 'plaice'"))
        .containsEntry("allowed", List.of("place"));
    refused(shop.get(ROWS, "null", "place", "place", "Ulm"), 400, "place", "expected one of them");
  }

  @Test
  void rows_badEvery_400WithTheSizes() {
    for (String every : List.of("5m", "60s", "1H", "", "1h ", "-1m")) {
      assertThat(
              refused(shop.get(ROWS, "place", "Ulm", "every", every), 400, "every", "no buckets"))
          .containsEntry("allowed", List.of("1m", "1h"));
    }
  }

  @Test
  void rowsAndKeys_badLimit_400() {
    for (String limit :
        List.of("0", "-1", "10001", "1e3", "", " 1", "1.0", "99999999999", "٣", "all")) {
      refused(shop.get(ROWS, "place", "Ulm", "limit", limit), 400, "limit", "from 1 to 10000");
      refused(shop.get(ROWS + "/keys", "limit", limit), 400, "limit", "from 1 to 10000");
    }
  }

  @Test
  void rowsAndKeys_badPage_400() {
    for (String page : List.of("", "b", "x1", "b!", "bzzzzzzzzzzzzzzzz", "b-zzzzzzzzzzzz", "é")) {
      refused(shop.get(ROWS, "place", "Ulm", "page", page), 400, "page", "the value of next");
    }
    String long1 = PageToken.of(new Keys.Place(0, "x".repeat(1_002)));
    String outside = PageToken.of(new Keys.Place(16, ""));
    for (String page : List.of("", "?", "AA", "eHg", "LTE", "%%%", long1, outside)) {
      refused(shop.get(ROWS + "/keys", "page", page), 400, "page", "the value of next");
    }
    String ofKeys = PageToken.of(Keys.Place.START);
    String ofOneKey = PageToken.of(Shop.NOON.toEpochMilli());
    for (String page : List.of("", "r", "r!", "rOjAw", long1, outside, ofKeys, ofOneKey)) {
      refused(shop.get(ROWS, "page", page), 400, "page", "the value of next");
    }
  }

  @Test
  void rows_badTimes_400() {
    for (String time :
        List.of("", "now", "2024-13-01", "2024-11-24T12:00:00", "0", "+10000-01-01T00:00:00Z")) {
      refused(shop.get(ROWS, "place", "Ulm", "from", time), 400, "from", "expected a time as");
      refused(shop.get(ROWS, "place", "Ulm", "to", time), 400, "to", "expected a time as");
    }
    for (String to : List.of("2024-11-23", "2024-11-24", "2024-11-24T01:00:00+02:00")) {
      refused(
          shop.get(ROWS, "place", "Ulm", "from", "2024-11-24", "to", to),
          400,
          "from",
          "expected a time before to");
    }
  }

  @Test
  void rowsAndKeys_parameterTwice_400() {
    refused(shop.get(ROWS, "place", "Ulm", "place", "Ulm"), 400, "place", "given 2 times");
    refused(shop.get(ROWS, "place", "Ulm", "every", "1m", "every", "1h"), 400, "every", "2 times");
    refused(shop.get(ROWS + "/keys", "page", "", "page", ""), 400, "page", "given 2 times");
  }

  @Test
  void keys_unknownOption_400WithTheKnown() {
    assertThat(refused(shop.get(ROWS + "/keys", "place", "Ulm"), 400, "place", "no option"))
        .containsEntry("allowed", List.of("limit", "page"));
  }

  @Test
  void rowsAndKeys_versionOfAnotherDefinition_503() {
    Version other =
        new Version("v", List.of(), Map.of("total", "other"), Version.CrossCheck.CHECKED, 0);
    shop.version(other);
    refused(shop.get("/v1/views/total"), 503, "view", "another definition of view 'total'");
    refused(shop.get("/v1/views/total/keys"), 503, "view", "another definition");
    assertThat(shop.get("/v1/status").status()).isEqualTo(200);
  }

  /** The members of a problem, after a look at those that each one has. */
  private static Map<String, Object> refused(
      Response response, int status, String field, String detail) {
    assertThat(response.status()).as(response.body()).isEqualTo(status);
    assertThat(response.type()).isEqualTo("application/problem+json");
    Map<String, Object> problem = Json.object(response.body());
    assertThat(problem)
        .containsEntry("status", status)
        .containsEntry("field", field)
        .containsKeys("type", "title", "detail");
    assertThat((String) problem.get("detail")).contains(detail);
    return problem;
  }
}
