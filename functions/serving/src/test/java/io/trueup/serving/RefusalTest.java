package io.trueup.serving;

import static org.assertj.core.api.Assertions.assertThat;

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
          .containsEntry(
              "allowed", List.of("by_place", "by_all_kinds", "by_high_floor", "total", "sketched"))
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
          .contains("/v1/status", "/v1/versions", "/v1/views/{view}/keys");
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
    for (String page : Tokens.notOurs()) {
      refused(shop.get(ROWS, "place", "Ulm", "page", page), 400, "page", "the value of next");
      refused(shop.get(ROWS, "page", page), 400, "page", "the value of next");
      refused(shop.get(ROWS + "/keys", "page", page), 400, "page", "the value of next");
    }
  }

  @Test
  void rowsAndKeys_placeOutOfBounds_400() {
    shop.sell(Shop.NOON, shop.sale("\"place\":\"Ulm\""), shop.sale("\"place\":\"Bern\""));
    shop.sell(Shop.NOON, "{\"id\":\"i\",\"at\":0,\"place\":\"Ulm\"}");
    String tooLong = "00" + "x".repeat(1_002);
    for (String place : List.of("", "0", "10", "g0", "-1", tooLong)) {
      refusedPlace(place, ROWS + "/keys");
      refusedPlace("0:" + place, ROWS);
    }
    for (String place : List.of("", "00", ":00", "!:00", "zzzzzzzzzzzzzz:00")) {
      refusedPlace(place, ROWS);
    }
    for (String place : List.of("", "!", "0:00", "zzzzzzzzzzzz", "-zzzzzzzzzzzz")) {
      refusedPlace(place, ROWS, "place", "Ulm");
    }
  }

  private void refusedPlace(String place, String... question) {
    String page = Tokens.moved(Tokens.next(shop, question), place);
    refused(Tokens.page(shop, page, question), 400, "page", "the value of next");
  }

  @Test
  void rowsAndKeys_pageOfAnotherRequest_400() {
    shop.sell(Shop.NOON, shop.sale("\"place\":\"Ulm\""), shop.sale("\"place\":\"Bern\""));
    shop.sell(Shop.NOON, "{\"id\":\"i\",\"at\":0,\"place\":\"Ulm\"}");
    List<String[]> questions =
        List.of(
            new String[] {ROWS + "/keys"},
            new String[] {"/v1/views/by_all_kinds/keys"},
            new String[] {ROWS},
            new String[] {ROWS, "every", "1h"},
            new String[] {ROWS, "place", "Ulm"},
            new String[] {ROWS, "place", "Ulm", "every", "1h"},
            new String[] {ROWS, "place", "Ulm", "from", "1970-01-01"},
            new String[] {ROWS, "place", "Ulm", "to", "2030-01-01"},
            new String[] {ROWS, "place", "Bern"});
    for (String[] asked : questions.subList(0, questions.size() - 1)) {
      String page = Tokens.next(shop, asked);
      assertThat(Tokens.page(shop, page, asked).status()).isEqualTo(200);
      for (String[] other : questions) {
        if (other != asked) {
          refused(Tokens.page(shop, page, other), 400, "page", "is of another request");
        }
      }
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
