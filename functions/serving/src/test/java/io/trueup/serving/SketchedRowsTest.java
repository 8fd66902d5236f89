package io.trueup.serving;

import static io.trueup.serving.Shop.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.aggregate.Measures;
import io.trueup.aggregate.Recount;
import io.trueup.definition.View;
import io.trueup.store.CellKey;
import io.trueup.store.Json;
import io.trueup.store.Strip;
import io.trueup.time.Span;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Measures that are estimates while they are live. */
class SketchedRowsTest {

  private static final String PATH = "/v1/views/sketched";
  private static final long CUT = Shop.EPOCHS.of(NOON.toEpochMilli());

  private final Shop shop = new Shop();

  @Test
  void rows_live_withBounds() {
    shop.sell(NOON, sales());
    assertThat(shop.get(PATH).body())
        .contains(
            """
            {"bucket":"2024-11-24T12:00:00Z","exact":false,"places":3,"floor_p50":2,\
            "top_places":[{"value":"Ulm","count":2,"low":2,"high":2},\
            {"value":"Bonn","count":1,"low":1,"high":1}],"first_floor":1,"last_place":"a,\\"b\\"",\
            "bounds":{"places":{"low":3,"high":3},"floor_p50":{"low":2,"high":2}}}\
            """);
  }

  @Test
  void rows_ofOneSegment_exactWithoutBounds() {
    recompute(sales());
    assertThat(shop.get(PATH).body())
        .contains(
            """
            {"bucket":"2024-11-24T12:00:00Z","exact":true,"places":3,"floor_p50":2,\
            "top_places":[{"value":"Ulm","count":2},{"value":"Bonn","count":1}],\
            "first_floor":1,"last_place":"a,\\"b\\""}\
            """);
  }

  @Test
  void rows_manyLiveValues_estimatesAndTheTrueNumberWithinBounds() {
    String[] many = new String[5_000];
    for (int i = 0; i < many.length; i++) {
      many[i] = shop.sale("\"place\":\"%d\",\"floor\":%d".formatted(i, i));
    }
    shop.sell(NOON, many);
    Map<?, ?> bounds = Json.object((Map<?, ?>) Json.list(json(), "rows").get(0), "bounds");
    assertWithin(Json.object(bounds, "places"), 5_000);
    assertWithin(Json.object(bounds, "floor_p50"), 2_499);
  }

  private static void assertWithin(Map<?, ?> bounds, long exact) {
    long low = Json.number(bounds, "low");
    long high = Json.number(bounds, "high");
    assertThat(exact).isBetween(low, high);
    assertThat(high).isGreaterThan(low);
  }

  @Test
  void rows_liveAsCsv_columnsOfBounds() {
    shop.sell(NOON, sales());
    assertThat(csv())
        .isEqualTo(
            "bucket,exact,places,places_low,places_high,floor_p50,floor_p50_low,floor_p50_high,"
                + "top_places,first_floor,last_place\r\n"
                + "2024-11-24T12:00:00Z,false,3,3,3,2,2,2,"
                + "\"[{\"\"value\"\":\"\"Ulm\"\",\"\"count\"\":2,\"\"low\"\":2,\"\"high\"\":2},"
                + "{\"\"value\"\":\"\"Bonn\"\",\"\"count\"\":1,\"\"low\"\":1,\"\"high\"\":1}]\","
                + "1,\"a,\"\"b\"\"\"\r\n");
  }

  @Test
  void rows_exactAsCsv_columnsOfBoundsEmpty() {
    recompute(shop.sale("\"place\":null,\"floor\":1"));
    assertThat(csv().lines().skip(1)).containsExactly("2024-11-24T12:00:00Z,true,0,,,1,,,[],1,");
  }

  private Map<String, Object> json() {
    return Json.object(shop.get(PATH).body());
  }

  private String csv() {
    return shop.api().answer(Requests.as(Requests.get(PATH), "text/csv")).body();
  }

  private String[] sales() {
    return new String[] {
      shop.sale("\"place\":\"Ulm\",\"floor\":1"),
      shop.sale("\"place\":\"Ulm\",\"floor\":2"),
      shop.sale("\"place\":\"Bonn\",\"floor\":9"),
      shop.sale("\"place\":\"a,\\\"b\\\"\",\"floor\":3"),
      shop.sale("\"place\":null,\"floor\":2")
    };
  }

  /** Serves a version whose segment has these sales. */
  private void recompute(String... sales) {
    shop.version("v1", CUT);
    View view = Shop.view("sketched");
    Recount cell = new Measures(view).recount();
    for (String sale : sales) {
      cell.add(Shop.event(sale));
    }
    Span size = Span.parse("1h");
    long bucket = NOON.toEpochMilli();
    TreeMap<Long, byte[]> content = new TreeMap<>(Map.of(bucket, new Measures(view).encode(cell)));
    shop.segments
        .table("segment-v1")
        .writeAll(
            new Strip(
                    view.fingerprint(),
                    view.name(),
                    size,
                    CellKey.of(List.of()),
                    Strip.startOf(bucket, size))
                .items(content));
  }
}
