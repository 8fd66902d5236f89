package io.trueup.serving;

import static io.trueup.serving.Requests.good;
import static io.trueup.serving.Requests.objects;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pages of any size make up the same list, each entry once, also while others are added. */
class PagingTest {

  private static final String ROWS = "/v1/views/by_place";

  private final Shop shop = new Shop();

  @Test
  void rows_pagesOfAnySize_sameAsAllAtOnce() {
    sellMinutes(0, 23);
    List<String> all = buckets(1_000, Map.of());
    assertThat(all).hasSize(23).isSorted();
    for (int limit : new int[] {1, 2, 7, 22, 23}) {
      assertThat(buckets(limit, Map.of())).as("limit %d", limit).isEqualTo(all);
    }
  }

  @Test
  void rows_pagesWithinARange_endAtIt() {
    sellMinutes(0, 23);
    assertThat(buckets(4, Map.of("from", "2024-11-24T12:05:00Z", "to", "2024-11-24T12:17:00Z")))
        .hasSize(12)
        .startsWith("2024-11-24T12:05:00Z")
        .endsWith("2024-11-24T12:16:00Z");
  }

  @Test
  void keys_pagesOfAnySize_sameAsAllAtOnce() {
    List<String> places = sellPlaces("place-", 60);
    List<String> all = keys(10_000, () -> {});
    assertThat(all).containsExactlyInAnyOrderElementsOf(places);
    for (int limit : new int[] {1, 3, 59, 60}) {
      assertThat(keys(limit, () -> {})).as("limit %d", limit).isEqualTo(all);
    }
  }

  @Test
  void keys_othersAddedBetweenPages_noneTwiceNoneOfTheOldMissing() {
    List<String> old = sellPlaces("place-", 40);
    List<String> batches = new ArrayList<>(List.of("a-", "z-", "place-1", "\uD83D\uDE00"));
    List<String> listed =
        keys(
            7,
            () -> {
              if (!batches.isEmpty()) {
                sellPlaces(batches.remove(0), 5);
              }
            });
    assertThat(listed).doesNotHaveDuplicates().containsAll(old);
  }

  @Test
  void keys_ofSeveralEpochs_eachOnce() {
    sellPlaces("place-", 10);
    shop.sell(Shop.NOON.plusSeconds(3_000), shop.sale("\"place\":\"place-3\""));
    shop.sell(Shop.NOON.plusSeconds(6_000), shop.sale("\"place\":\"late\""));
    assertThat(keys(2, () -> {})).hasSize(11).doesNotHaveDuplicates().contains("late");
  }

  @Test
  void keys_longAndOddOnes_pagedToo() {
    List<String> odd =
        List.of("x".repeat(995), "x".repeat(996), "x".repeat(5_000), "", "\u0000", "\uffff");
    for (String place : odd) {
      shop.sell(
          Shop.NOON, shop.sale("\"place\":\"%s\"".formatted(place.replace("\u0000", "\\u0000"))));
    }
    assertThat(keys(1, () -> {})).containsExactlyInAnyOrderElementsOf(odd);
  }

  @Test
  void rowsOfAllKeys_pagesOfAnySize_sameAsKeyByKey() {
    List<String> places = sellPlaces("place-", 150);
    for (String place : List.of("place-3", "place-99")) {
      for (int minute = 1; minute < 9; minute++) {
        long at = Shop.NOON.toEpochMilli() + minute * 60_000L;
        shop.sell(
            Shop.NOON, "{\"id\":\"%1$d%2$s\",\"at\":%1$d,\"place\":\"%2$s\"}".formatted(at, place));
      }
    }
    List<Map<Object, Object>> keyByKey = new ArrayList<>();
    for (String place : keys(1_000, () -> {})) {
      for (Map<?, ?> row : objects(page(ROWS, Map.of("place", place)), "rows")) {
        Map<Object, Object> withKey = new TreeMap<>(row);
        withKey.put("key", Map.of("place", place));
        keyByKey.add(withKey);
      }
    }
    assertThat(keyByKey).hasSize(places.size() + 16);
    for (int limit : new int[] {1, 5, 63, 64, 166, 10_000}) {
      assertThat(rowsOfAllKeys(limit)).as("limit %d", limit).isEqualTo(keyByKey);
    }
  }

  private List<Map<Object, Object>> rowsOfAllKeys(int limit) {
    List<Map<Object, Object>> rows = new ArrayList<>();
    Map<String, String> parameters = new TreeMap<>(Map.of("limit", "" + limit));
    Optional<String> next = Optional.empty();
    do {
      next.ifPresent(page -> parameters.put("page", page));
      Map<String, Object> json = page(ROWS, parameters);
      assertThat(objects(json, "rows").size()).isLessThanOrEqualTo(limit);
      objects(json, "rows").forEach(row -> rows.add(new TreeMap<>(row)));
      next = Optional.ofNullable((String) json.get("next"));
    } while (next.isPresent());
    return rows;
  }

  private void sellMinutes(int from, int to) {
    for (int minute = from; minute < to; minute++) {
      long at = Shop.NOON.toEpochMilli() + minute * 60_000L;
      shop.sell(Shop.NOON, "{\"id\":\"%1$d\",\"at\":%1$d,\"place\":\"Ulm\"}".formatted(at));
    }
  }

  private List<String> sellPlaces(String prefix, int count) {
    List<String> places = IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    places.forEach(place -> shop.sell(Shop.NOON, shop.sale("\"place\":\"" + place + "\"")));
    return places;
  }

  private List<String> buckets(int limit, Map<String, String> more) {
    List<String> buckets = new ArrayList<>();
    Map<String, String> parameters = new TreeMap<>(more);
    parameters.putAll(Map.of("place", "Ulm", "limit", "" + limit));
    Optional<String> next = Optional.empty();
    do {
      next.ifPresent(page -> parameters.put("page", page));
      Map<String, Object> json = page(ROWS, parameters);
      assertThat(objects(json, "rows").size()).isBetween(1, limit);
      objects(json, "rows").forEach(row -> buckets.add((String) row.get("bucket")));
      next = Optional.ofNullable((String) json.get("next"));
    } while (next.isPresent());
    return buckets;
  }

  private List<String> keys(int limit, Runnable between) {
    List<String> places = new ArrayList<>();
    Map<String, String> parameters = new TreeMap<>(Map.of("limit", "" + limit));
    Optional<String> next = Optional.empty();
    do {
      next.ifPresent(page -> parameters.put("page", page));
      Map<String, Object> json = page(ROWS + "/keys", parameters);
      assertThat(objects(json, "keys").size()).isLessThanOrEqualTo(limit);
      objects(json, "keys").forEach(key -> places.add(String.valueOf(key.get("place"))));
      next = Optional.ofNullable((String) json.get("next"));
      between.run();
    } while (next.isPresent());
    return places;
  }

  private Map<String, Object> page(String path, Map<String, String> parameters) {
    return good(
        shop.get(
            path,
            parameters.entrySet().stream()
                .flatMap(each -> java.util.stream.Stream.of(each.getKey(), each.getValue()))
                .toArray(String[]::new)));
  }
}
