package io.trueup.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.store.Json;
import io.trueup.store.Pointer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The pages of one read stay on the version of the first. */
class PinTest {

  private static final String[] ROWS = {"/v1/views/by_place", "place", "Ulm"};

  /** The epoch of noon: sales of then are in no version up to it. */
  private static final long EPOCH = Shop.EPOCHS.of(Shop.NOON.toEpochMilli());

  private final Shop shop =
      new Shop()
          .sell(Shop.NOON, "{\"id\":\"i\",\"at\":0,\"place\":\"Ulm\"}")
          .sell(Shop.NOON, "{\"id\":\"j\",\"at\":60000,\"place\":\"Ulm\"}");

  @Test
  void page_afterASwap_staysOnItsVersionAndSaysSo() {
    shop.version("a", EPOCH);
    String next = Tokens.next(shop, ROWS);
    shop.version("b", EPOCH + 1);
    Map<String, Object> second = Requests.good(Tokens.page(shop, next, ROWS));
    assertThat(Json.object(second, "certificate"))
        .extracting("generation", "version", "pinned")
        .containsExactly(1, "a", false);
    // By b, whose table is empty, there would be no row.
    assertThat(Requests.objects(second, "rows")).hasSize(1);
  }

  @Test
  void page_afterARollback_isStillOfTheVersionBefore() {
    shop.version("a", EPOCH + 1).version("b", EPOCH + 1).version("c", EPOCH);
    String next = Tokens.next(shop, ROWS);
    Pointer pointer = Pointer.read(shop.control);
    pointer.swap(shop.control, pointer.rolledBackTo("a").orElseThrow());
    assertThat(certificate(Tokens.page(shop, next, ROWS)))
        .extracting("generation", "version", "pinned")
        .containsExactly(3, "c", false);
    assertThat(certificate(shop.get("/v1/views/total")))
        .extracting("generation", "version", "pinned")
        .containsExactly(4, "a", true);
  }

  @Test
  void page_ofTheTimeBeforeTheFirstTrueUp_hasNoVersionAndCutZero() {
    String next = Tokens.next(shop, ROWS);
    shop.version("a", EPOCH + 1);
    Map<String, Object> second = Requests.good(Tokens.page(shop, next, ROWS));
    assertThat(Json.object(second, "certificate"))
        .extracting("generation", "version", "cut")
        .containsExactly(0, null, "1970-01-01T00:00:00Z");
    assertThat(Requests.objects(second, "rows")).hasSize(1);
  }

  @Test
  void page_versionNotKeptAnyMore_410ThatSaysToBeginAnew() {
    shop.version("a", EPOCH);
    String next = Tokens.next(shop, ROWS);
    for (String id : List.of("b", "c", "d")) {
      shop.version(id, EPOCH);
      assertThat(Tokens.page(shop, next, ROWS).status()).isEqualTo(200);
    }
    gone(Tokens.page(shop.version("e", EPOCH), next, ROWS), "page is of version 'a'");
  }

  @Test
  void page_tableOfItsVersionRemoved_410() {
    shop.version("a", EPOCH);
    String next = Tokens.next(shop, ROWS);
    shop.segments.delete("segment-a");
    gone(Tokens.page(shop, next, ROWS), "page is of version 'a' at generation 1");
  }

  @Test
  void page_ofAGenerationToCome_410() {
    String next = Tokens.next(shop.version("a", EPOCH), ROWS);
    gone(Tokens.page(shop, Tokens.with(next, 1, 2), ROWS), "at generation 2");
  }

  @Test
  void rows_tableServedIsRemovedForGood_503NotAFailure() {
    shop.version("a", EPOCH).segments.delete("segment-a");
    Response response = shop.get(ROWS[0], ROWS[1], ROWS[2]);
    assertThat(response.status()).isEqualTo(503);
    assertThat(response.body()).contains("table 'segment-a' of the version served is not there");
  }

  private static Map<?, ?> certificate(Response response) {
    return Json.object(Requests.good(response), "certificate");
  }

  private static void gone(Response response, String detail) {
    assertThat(response.status()).as(response.body()).isEqualTo(410);
    assertThat(Json.object(response.body()))
        .containsEntry("title", "Gone")
        .containsEntry("field", "page")
        .extracting("detail")
        .asString()
        .contains(detail)
        .endsWith("begin anew without page");
  }
}
