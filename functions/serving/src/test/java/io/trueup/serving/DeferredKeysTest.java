package io.trueup.serving;

import static io.trueup.serving.Shop.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A view of which only some keys are live. */
class DeferredKeysTest {

  private static final String PATH = "/v1/views/by_high_floor";

  private final Shop shop = new Shop();

  @Test
  void rows_beforeATrueUp_ofLiveKeysAloneAndTheAnswerSaysSo() {
    shop.sell(NOON, sale(1), sale(4), sale(9), sale(4));
    String body = shop.get(PATH).body();
    assertThat(body).contains("\"key\":{\"floor\":4}", "\"sales\":2", "\"key\":{\"floor\":9}");
    assertThat(body).doesNotContain("{\"floor\":1}");
    assertThat(body)
        .contains("\"deferred\":{\"unless\":\"floor > 3\",\"as_of\":\"1970-01-01T00:00:00Z\"}");
  }

  @Test
  void rows_asCsv_aHeaderSaysSo() {
    shop.sell(NOON, sale(9));
    Response csv = shop.api().answer(Requests.as(Requests.get(PATH), "text/csv"));
    assertThat(csv.headers())
        .containsEntry(
            "Trueup-Deferred", "{\"unless\":\"floor > 3\",\"as_of\":\"1970-01-01T00:00:00Z\"}");
  }

  @Test
  void rows_ofAViewThatIsLive_nothingIsDeferred() {
    shop.sell(NOON, sale(1));
    assertThat(shop.get("/v1/views/total").body())
        .contains("\"sales\":1")
        .doesNotContain("deferred");
  }

  @Test
  void views_listed_nameTheirLiveKeys() {
    assertThat(shop.get("/v1/views").body()).contains("\"live\":\"floor > 3\"");
  }

  private String sale(int floor) {
    return shop.sale("\"place\":\"Ulm\",\"floor\":" + floor);
  }
}
