package io.trueup.serving;

import static io.trueup.serving.Requests.good;
import static io.trueup.serving.Requests.objects;
import static io.trueup.serving.Requests.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.aggregate.Measures;
import io.trueup.store.CellKey;
import io.trueup.store.Directory;
import io.trueup.store.Json;
import io.trueup.store.Strip;
import io.trueup.time.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Keys of any text are told apart, found by their dimension, listed and paged, wherever they are
 * stored.
 */
class OddKeysTest {

  private static final List<@Nullable String> PLACES = places();

  private final Shop shop = new Shop();

  /** Where the cells are: a sale counts live, or in a version, or in both. */
  private enum Stored {
    LIVE,
    VERSION,
    BOTH
  }

  private static List<@Nullable String> places() {
    Set<@Nullable String> places = new HashSet<>();
    places.add(null);
    Collections.addAll(places, "", " ", "  ", "\t", "\n", "\r\n", "\u0000", "\u001f", "\u007f");
    Collections.addAll(places, "|", "||", "a|b", "a|b|c", "#", "#a", "#" + "0".repeat(64), "a#b");
    Collections.addAll(places, "'", "\"", "\"\"", "\\", "\\\"", "\\u0041", "A", "a", "a ", " a");
    Collections.addAll(
        places, "null", "true", "1", "[]", "[\"a\"]", "{}", "a,b", "a\",\"b", "a=b&c");
    Collections.addAll(
        places, "%", "%7C", "+", "?", "/", "a/b", "..", "é", "e\u0301", "ﬁ", "fi", "ß");
    Collections.addAll(places, "\u200b", "\u202eabc", "\ufeff", "\uffff", "\ue000", "中文", "שלום");
    Collections.addAll(
        places,
        "😀",
        "😀😀",
        "👨‍👩‍👧",
        "🏳️‍🌈",
        "\ud800\udc00",
        "\udbff\udfff",
        "𝒳",
        "𠀀",
        "\udb40\udc01");
    for (int length : new int[] {199, 200, 201, 996, 997, 1_500}) {
      Collections.addAll(
          places, "x".repeat(length), "|".repeat(length), "\"".repeat(length), "😀".repeat(length));
    }
    List<@Nullable String> shuffled = new ArrayList<>(places);
    Collections.shuffle(shuffled, new Random(5));
    return shuffled;
  }

  /** The place of a number is sold at so many times and once. */
  private void sell(Stored stored) {
    if (stored != Stored.VERSION) {
      for (int i = 0; i < PLACES.size(); i++) {
        String[] sales = new String[1 + i % 7];
        String place = "\"place\":" + json(PLACES.get(i));
        Arrays.setAll(sales, any -> shop.sale(place));
        shop.sell(Shop.NOON, sales);
      }
    }
    if (stored != Stored.LIVE) {
      shop.version("v1", Shop.EPOCHS.of(Shop.NOON.toEpochMilli()));
      for (int i = 0; i < PLACES.size(); i++) {
        segment(PLACES.get(i), 1 + i % 7);
      }
    }
  }

  private static long expected(int place, Stored stored) {
    return (1L + place % 7) * (stored == Stored.BOTH ? 2 : 1);
  }

  @BeforeEach
  void places_ofTheTest_areMany() {
    assertThat(PLACES).hasSizeGreaterThan(80);
  }

  @ParameterizedTest
  @EnumSource
  void rows_eachKey_isFoundByItsDimensionAlone(Stored stored) {
    sell(stored);

    for (int i = 0; i < PLACES.size(); i++) {
      String place = PLACES.get(i);
      Response response =
          place == null
              ? shop.get("/v1/views/by_place", "null", "place")
              : shop.get("/v1/views/by_place", "place", place);
      assertThat(rows(response)).as("place '%s'", place).hasSize(1);
      assertThat(Json.number(rows(response).get(0), "sales"))
          .as("place '%s'", place)
          .isEqualTo(expected(i, stored));
      Map<String, Object> key = new HashMap<>();
      key.put("place", place);
      assertThat(good(response)).containsEntry("key", key);
    }
  }

  @ParameterizedTest
  @EnumSource
  void keys_pagedByAnyLimit_areTheVeryTexts(Stored stored) {
    sell(stored);

    for (int limit : new int[] {1, 7, 1_000}) {
      List<@Nullable Object> found = new ArrayList<>();
      paged("/v1/views/by_place/keys", "keys", limit).forEach(key -> found.add(key.get("place")));
      assertThat(found)
          .as("limit %d", limit)
          .containsExactlyInAnyOrderElementsOf(new ArrayList<@Nullable Object>(PLACES));
    }
  }

  @ParameterizedTest
  @EnumSource
  void rowsOfAllKeys_pagedByAnyLimit_haveEachKeyOnce(Stored stored) {
    sell(stored);
    Map<@Nullable Object, Long> right = new HashMap<>();
    for (int i = 0; i < PLACES.size(); i++) {
      right.put(PLACES.get(i), expected(i, stored));
    }

    for (int limit : new int[] {1, 7, 1_000}) {
      Map<@Nullable Object, Long> found = new HashMap<>();
      for (Map<?, ?> row : paged("/v1/views/by_place", "rows", limit)) {
        Object place = Json.object(row, "key").get("place");
        assertThat(found.put(place, Json.number(row, "sales"))).as("twice '%s'", place).isNull();
      }
      assertThat(found).as("limit %d", limit).isEqualTo(right);
    }
  }

  @Test
  void rows_ofSeveralDimensions_areNotMistakenForEachOther() {
    for (String place : new String[] {"a\",1,true,\"", "a", "a|1", "a,1"}) {
      for (String floor : new String[] {"0", "1", "9007199254740993"}) {
        shop.sell(
            Shop.NOON,
            shop.sale("\"place\":%s,\"floor\":%s,\"online\":true".formatted(json(place), floor)));
      }
    }

    List<Map<?, ?>> keys = paged("/v1/views/by_all_kinds/keys", "keys", 5);

    assertThat(keys).hasSize(12).doesNotHaveDuplicates();
    assertThat(
            rows(
                shop.get(
                    "/v1/views/by_all_kinds",
                    "place",
                    "a\",1,true,\"",
                    "floor",
                    "9007199254740993",
                    "online",
                    "true",
                    "null",
                    "day")))
        .singleElement()
        .extracting(row -> row.get("sales"))
        .isEqualTo(1);
  }

  private List<Map<?, ?>> paged(String path, String member, int limit) {
    List<Map<?, ?>> all = new ArrayList<>();
    Optional<String> next = Optional.empty();
    do {
      String size = Integer.toString(limit);
      Response response =
          next.isPresent()
              ? shop.get(path, "limit", size, "page", next.get())
              : shop.get(path, "limit", size);
      Map<String, Object> json = good(response);
      assertThat(objects(json, member).size()).isLessThanOrEqualTo(limit);
      all.addAll(objects(json, member));
      next = Optional.ofNullable((String) json.get("next"));
    } while (next.isPresent());
    return all;
  }

  /** Puts so many sales of a place into the version's segment. */
  private void segment(@Nullable String place, int sales) {
    var view = Shop.view("by_place");
    Measures measures = new Measures(view);
    var state = measures.empty();
    for (int i = 0; i < sales; i++) {
      state = measures.add(state, Shop.event(shop.sale("\"place\":" + json(place))));
    }
    CellKey key = CellKey.of(Collections.singletonList(place));
    Span size = view.finest().length();
    long bucket = Shop.NOON.toEpochMilli();
    var table = shop.segments.table("segment-v1");
    table.writeAll(
        new Strip(view.fingerprint(), view.name(), size, key, Strip.startOf(bucket, size))
            .items(new TreeMap<>(Map.of(bucket, measures.encode(state)))));
    table.writeAll(List.of(Directory.segment(view.fingerprint(), view.name(), key)));
  }

  private static String json(@Nullable String text) {
    return text == null ? "null" : Json.write(text);
  }
}
