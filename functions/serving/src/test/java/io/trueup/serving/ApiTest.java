package io.trueup.serving;

import static io.trueup.serving.Requests.good;
import static io.trueup.serving.Requests.objects;
import static io.trueup.serving.Requests.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.aggregate.Measures;
import io.trueup.aggregate.State;
import io.trueup.definition.View;
import io.trueup.event.Event;
import io.trueup.store.CellKey;
import io.trueup.store.Directory;
import io.trueup.store.Json;
import io.trueup.store.Segment;
import io.trueup.store.Strip;
import io.trueup.store.Version;
import io.trueup.time.Span;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ApiTest {

  private static final Instant NOON = Shop.NOON;
  private static final long CUT = Shop.EPOCHS.of(NOON.toEpochMilli());

  private final Shop shop = new Shop();

  @Test
  void views_each_whatAQueryNeedsToKnow() {
    Map<String, Object> json = good(shop.get("/v1/views"));
    assertThat(json).containsEntry("pipeline", "shop");
    assertThat(objects(json, "views")).hasSize(5);
    Map<?, ?> kinds = objects(json, "views").get(1);
    assertThat(kinds.get("name")).isEqualTo("by_all_kinds");
    assertThat(kinds.get("fingerprint")).isEqualTo(Shop.view("by_all_kinds").fingerprint());
    assertThat(kinds.get("from")).isEqualTo("sale");
    assertThat(kinds.get("where")).isEqualTo("floor >= 0");
    assertThat(kinds.get("by")).isEqualTo(List.of("place", "floor", "online", "day"));
    assertThat(kinds.get("every")).isEqualTo(List.of("1h"));
    assertThat(kinds.get("measures")).isEqualTo(List.of("sales"));
  }

  @Test
  void rows_liveOnly_numbersAndCertificate() {
    shop.sell(
        NOON.plusSeconds(7),
        shop.sale("\"place\":\"Ulm\",\"paid\":\"1.10\",\"weight\":0.5"),
        shop.sale("\"place\":\"Ulm\",\"paid\":2.05"),
        shop.sale("\"place\":\"Bonn\""));
    Map<String, Object> json = good(shop.get("/v1/views/by_place", "place", "Ulm"));
    assertThat(json)
        .containsEntry("view", "by_place")
        .containsEntry("every", "1m")
        .containsEntry("key", Map.of("place", "Ulm"))
        .doesNotContainKey("next");
    assertThat(objects(json, "rows")).hasSize(1);
    assertThat(shop.get("/v1/views/by_place", "place", "Ulm").body())
        .contains(
            "{\"bucket\":\"2024-11-24T12:00:00Z\",\"exact\":false,\"sales\":2,\"paid\":3.15,"
                + "\"weight\":0.5,\"last\":\"2024-11-24T12:00:00Z\"}")
        .contains(
            "\"certificate\":{\"generation\":0,\"version\":null,\"cut\":\"1970-01-01T00:00:00Z\","
                + "\"as_of\":\"2024-11-24T12:00:07Z\",\"cross_checked\":null,\"lost\":0,\"divergence\":null,"
                + "\"pinned\":false,\"complete\":true}");
  }

  @Test
  void rows_versionThatIsNotCrossChecked_saysSo() {
    Segment segment = new Segment("segment-v1", 0, CUT);
    shop.segments.create(segment.table());
    View total = Shop.view("total");
    shop.version(
        new Version(
            "v1",
            List.of(segment),
            Map.of(total.name(), total.fingerprint()),
            Version.CrossCheck.NOT_CHECKED,
            3));
    assertThat(Json.object(good(shop.get("/v1/views/total")), "certificate").toString())
        .contains("cross_checked=false", "lost=3");
  }

  @Test
  void keys_ofAView_nameIt() {
    assertThat(good(shop.get("/v1/views/total/keys"))).containsEntry("view", "total");
  }

  @Test
  void rows_nothingKnown_noRowsAndNoTime() {
    Map<String, Object> json = good(shop.get("/v1/views/total"));
    assertThat(objects(json, "rows")).isEmpty();
    assertThat((Map<?, ?>) json.get("certificate")).extracting("as_of").isNull();
  }

  /** No error: that no event has a key yet is an answer, with its certificate. */
  @Test
  void rows_keyThatIsNot_theKeyItselfAndNoRows() {
    shop.version("v1", CUT);
    shop.sell(NOON, shop.sale("\"place\":\"Ulm\""));
    Map<String, Object> json = good(shop.get("/v1/views/by_place", "place", "Nowhere | #1"));
    assertThat(json).containsEntry("key", Map.of("place", "Nowhere | #1"));
    assertThat(objects(json, "rows")).isEmpty();
    assertThat((Map<?, ?>) json.get("certificate")).extracting("version").isEqualTo("v1");
  }

  @Test
  void rows_versionAndLiveDeltas_mergedAndMarked() {
    shop.version("v1", CUT);
    segment("v1", NOON.minusSeconds(3_600), 5);
    segment("v1", NOON, 3);
    // Below the cut: in the segment already. From the cut on: not in it.
    shop.sell(NOON.minusSeconds(1), shop.sale("\"place\":\"Ulm\""));
    shop.sell(NOON, shop.sale("\"place\":\"Ulm\""));

    Response response = shop.get("/v1/views/total");
    assertThat(rows(response))
        .extracting(row -> row.get("bucket") + " " + row.get("sales") + " " + row.get("exact"))
        .containsExactly("2024-11-24T11:00:00Z 5 true", "2024-11-24T12:00:00Z 4 false");
    Map<String, Object> certificate = new HashMap<>();
    certificate.put("generation", 1);
    certificate.put("version", "v1");
    certificate.put("cut", "2024-11-24T12:00:00Z");
    certificate.put("as_of", "2024-11-24T12:00:00Z");
    certificate.put("cross_checked", true);
    certificate.put("lost", 0);
    certificate.put("divergence", null);
    certificate.put("pinned", false);
    certificate.put("complete", true);
    assertThat(good(response).get("certificate")).isEqualTo(certificate);
  }

  @Test
  void rows_cutOlderThanHotItemsAreKept_saysSo() {
    shop.version("v1", CUT);
    Response response =
        shop.api(NOON.plus(java.time.Duration.ofDays(14))).answer(Requests.get("/v1/views/total"));
    assertThat((Map<?, ?>) good(response).get("certificate"))
        .extracting("complete")
        .isEqualTo(false);
  }

  @Test
  void rows_fromAndTo_bucketsThatBeginWithin() {
    shop.sell(NOON, shop.sale("\"place\":\"Ulm\""));
    assertThat(total("from", "2024-11-24T12:00:00Z", "to", "2024-11-24T12:00:00.001Z")).hasSize(1);
    assertThat(total("from", "2024-11-24T13:00:00+01:00")).hasSize(1);
    assertThat(total("from", "2024-11-24", "to", "2024-11-25")).hasSize(1);
    assertThat(total("from", "2024-11-24T12:00:00.001Z")).isEmpty();
    assertThat(total("to", "2024-11-24T12:00:00Z")).isEmpty();
  }

  @Test
  void rows_everyKindOfDimension_foundByItsText() {
    shop.sell(
        NOON,
        shop.sale("\"place\":\"a,b&c=\\\"😀\",\"floor\":-0,\"online\":true,\"day\":20051"),
        shop.sale("\"place\":null,\"floor\":7,\"online\":false,\"day\":null"));
    String path = "/v1/views/by_all_kinds";
    assertThat(
            rows(
                shop.get(
                    path,
                    "place",
                    "a,b&c=\"😀",
                    "floor",
                    "0",
                    "online",
                    "true",
                    "day",
                    "2024-11-24T00:00:00Z")))
        .hasSize(1);
    Response nulls =
        shop.get(path, "null", "place", "null", "day", "floor", "7", "online", "false");
    assertThat(rows(nulls)).hasSize(1);
    assertThat(nulls.body())
        .contains("\"key\":{\"place\":null,\"floor\":7,\"online\":false,\"day\":null}");
  }

  @Test
  void rows_theTextNull_isNotNull() {
    shop.sell(NOON, shop.sale("\"place\":\"null\""), shop.sale("\"place\":\"\""));
    assertThat(rows(shop.get("/v1/views/by_place", "null", "place"))).isEmpty();
    assertThat(rows(shop.get("/v1/views/by_place", "place", "null"))).hasSize(1);
    assertThat(rows(shop.get("/v1/views/by_place", "place", ""))).hasSize(1);
  }

  private List<Map<?, ?>> total(String... parameters) {
    return rows(shop.get("/v1/views/total", parameters));
  }

  /** Puts so many sales of an hour into a version's segment. */
  private void segment(String version, Instant hour, int sales) {
    View view = Shop.view("total");
    Measures measures = new Measures(view);
    Event sale = Shop.event(shop.sale("\"place\":\"Ulm\""));
    State state = measures.empty();
    for (int i = 0; i < sales; i++) {
      state = measures.add(state, sale);
    }
    CellKey key = CellKey.of(List.of());
    Span size = Span.parse("1h");
    long bucket = hour.toEpochMilli();
    var table = shop.segments.table("segment-" + version);
    TreeMap<Long, byte[]> states = new TreeMap<>();
    states.putAll(Strip.read(table, view.fingerprint(), "total", size, key, 0, Long.MAX_VALUE / 2));
    states.put(bucket, measures.encode(state));
    table.writeAll(
        new Strip(view.fingerprint(), "total", size, key, Strip.startOf(bucket, size))
            .items(states));
    table.writeAll(List.of(Directory.segment(view.fingerprint(), "total", key)));
  }
}
