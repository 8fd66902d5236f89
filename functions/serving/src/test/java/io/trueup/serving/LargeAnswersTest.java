package io.trueup.serving;

import static io.trueup.serving.Requests.good;
import static io.trueup.serving.Requests.objects;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.store.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Lambda hands on at most 6 MB of an answer, its body being a text in JSON: more is several pages.
 */
class LargeAnswersTest {

  private static final int MOST_BYTES = 6 * 1024 * 1024;
  private static final String PATH = "/v1/views/by_place";

  /** Together more than is delivered, in each form. */
  private static final List<String> PLACES =
      IntStream.range(0, 480)
          .mapToObj(i -> List.of("x", "\"", "\u0001", "\u20ac").get(i % 4).repeat(5_000) + i)
          .toList();

  private final Shop shop = new Shop();

  LargeAnswersTest() {
    for (String place : PLACES) {
      shop.sell(Shop.NOON, shop.sale("\"place\":" + Json.write(place)));
    }
  }

  @Test
  void rows_moreThanIsDelivered_pagesThatAre() {
    List<String> places = new ArrayList<>();
    Optional<String> page = Optional.empty();
    do {
      Map<String, Object> json = good(delivered(PATH, page, "application/json"));
      objects(json, "rows").forEach(row -> places.add(Json.text(Json.object(row, "key"), "place")));
      page = Optional.ofNullable((String) json.get("next"));
    } while (page.isPresent());
    assertThat(places).containsExactlyInAnyOrderElementsOf(PLACES);
  }

  @Test
  void rows_moreThanIsDeliveredAsCsv_pagesThatAre() {
    List<String> bodies = new ArrayList<>();
    Optional<String> page = Optional.empty();
    do {
      Response csv = delivered(PATH, page, "text/csv");
      bodies.add(csv.body().substring(csv.body().indexOf("\r\n") + 2));
      page = Optional.ofNullable(csv.headers().get("Trueup-Next"));
    } while (page.isPresent());
    assertThat(String.join("", bodies).lines()).hasSize(PLACES.size());
    assertThat(bodies).hasSizeGreaterThan(1);
  }

  @Test
  void keys_moreThanAreDelivered_pagesThatAre() {
    List<String> places = new ArrayList<>();
    Optional<String> page = Optional.empty();
    do {
      Map<String, Object> json = good(delivered(PATH + "/keys", page, "application/json"));
      objects(json, "keys").forEach(key -> places.add(Json.text(key, "place")));
      page = Optional.ofNullable((String) json.get("next"));
    } while (page.isPresent());
    assertThat(places).containsExactlyInAnyOrderElementsOf(PLACES);
  }

  /** A page as API Gateway is handed it. */
  private Response delivered(String path, Optional<String> page, String accept) {
    Request request =
        page.map(token -> Requests.get(path, "limit", "10000", "page", token))
            .orElseGet(() -> Requests.get(path, "limit", "10000"));
    Response response = shop.api().answer(Requests.as(request, accept));
    assertThat(ProxyEvent.response(response).getBytes(UTF_8).length).isLessThan(MOST_BYTES);
    return response;
  }
}
