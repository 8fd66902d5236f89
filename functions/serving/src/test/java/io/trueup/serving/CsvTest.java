package io.trueup.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.store.Json;
import org.junit.jupiter.api.Test;

class CsvTest {

  private final Shop shop = new Shop();

  @Test
  void rows_wantedAsCsv_headerAndRows() {
    shop.sell(
        Shop.NOON,
        shop.sale("\"place\":\"Ulm\",\"paid\":\"100000000000000000000.10\",\"weight\":1e-7"));
    Response csv = csv("place", "Ulm");
    assertThat(csv.type()).isEqualTo("text/csv; charset=utf-8");
    assertThat(csv.body())
        .isEqualTo(
            "place,bucket,exact,sales,paid,weight,last\r\n"
                + "Ulm,2024-11-24T12:00:00Z,false,1,100000000000000000000.10,1.0E-7,"
                + "2024-11-24T12:00:00Z\r\n");
  }

  @Test
  void rows_quotesCommasAndLineBreaks_quoted() {
    shop.sell(Shop.NOON, shop.sale("\"place\":\"a\\\"b,c\\r\\nd\""));
    assertThat(csv("place", "a\"b,c\r\nd").body().lines().skip(1))
        .containsExactly(
            "\"a\"\"b,c", "d\",2024-11-24T12:00:00Z,false,1,0.00,,2024-11-24T12:00:00Z");
  }

  @Test
  void rows_aQuoteAlone_quoted() {
    shop.sell(Shop.NOON, shop.sale("\"place\":\"\\\"\""));
    assertThat(csv("place", "\"").body().lines().skip(1))
        .allMatch(row -> row.startsWith("\"\"\"\",2024"));
  }

  @Test
  void rows_emptyAndNull_differ() {
    shop.sell(Shop.NOON, shop.sale("\"place\":\"\""), shop.sale("\"place\":null"));
    assertThat(csv("place", "").body().lines().skip(1))
        .allMatch(row -> row.startsWith("\"\",2024"));
    assertThat(csv("null", "place").body().lines().skip(1))
        .allMatch(row -> row.startsWith(",2024"));
  }

  @Test
  void rows_noDimension_noColumnForIt() {
    assertThat(shop.api().answer(Requests.as(Requests.get("/v1/views/total"), "text/csv")).body())
        .isEqualTo("bucket,exact,sales\r\n");
  }

  @Test
  void rows_moreThanThePage_saysWhereItGoesOn() {
    for (long minute = 0; minute < 3; minute++) {
      long at = Shop.NOON.toEpochMilli() + minute * 60_000;
      shop.sell(Shop.NOON, "{\"id\":\"%1$d\",\"at\":%1$d,\"place\":\"Ulm\"}".formatted(at));
    }
    Response first = csv("place", "Ulm", "limit", "2");
    assertThat(first.body().lines()).hasSize(3);
    String next = first.headers().get("Trueup-Next");
    assertThat(next).isNotNull();
    Response second = csv("place", "Ulm", "limit", "2", "page", String.valueOf(next));
    assertThat(second.body().lines().skip(1)).allMatch(row -> row.contains("12:02:00Z")).hasSize(1);
    assertThat(second.headers()).doesNotContainKey("Trueup-Next");
  }

  @Test
  void rows_certificate_inAHeader() {
    shop.sell(Shop.NOON, shop.sale("\"place\":\"Ulm\""));
    String certificate = csv("place", "Ulm").headers().get("Trueup-Certificate");
    assertThat(Json.object(String.valueOf(certificate)))
        .containsEntry("as_of", "2024-11-24T12:00:00Z")
        .containsEntry("generation", 0);
  }

  @Test
  void rows_refusal_aProblemAllTheSame() {
    assertThat(csv("plaice", "Ulm").type()).isEqualTo("application/problem+json");
  }

  private Response csv(String... parameters) {
    return shop.api()
        .answer(
            Requests.as(
                Requests.get("/v1/views/by_place", parameters), "text/csv, application/json;q=.5"));
  }
}
