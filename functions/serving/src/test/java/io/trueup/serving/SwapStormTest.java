package io.trueup.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.port.Table;
import io.trueup.port.Workers;
import io.trueup.store.Json;
import io.trueup.store.Library;
import io.trueup.store.Pointer;
import io.trueup.store.Version;
import io.trueup.time.Span;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Readers go on through ten swaps and three rollbacks with retirement, which come between any two
 * reads of a table. Every answer is that of a loop over all sales, exact where the generation that
 * it names says so; a long read has one generation, or ends with 410 when its version is gone.
 */
class SwapStormTest {

  private static final int SEEDS = 15;

  /** What a seed's readers met: else the storm would prove nothing. */
  private static final class Met {
    private int pinnedPages;
    private int gone;
    private int missing;
    private int swapsWithin;
  }

  private final Met met = new Met();

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 0.5})
  void readers_throughAStorm_eachAnswerIsRightForItsGeneration(double fury) {
    for (long seed = 0; seed < SEEDS; seed++) {
      try {
        new Reader(new Random(seed), fury).readThroughTheStorm();
      } catch (RuntimeException | AssertionError failure) {
        throw new AssertionError("seed %d, fury %s".formatted(seed, fury), failure);
      }
    }
    assertThat(met.pinnedPages).isGreaterThan(SEEDS * 10);
    assertThat(met.swapsWithin).isGreaterThan(SEEDS);
    if (fury >= 0.1) {
      assertThat(met.missing).isPositive();
      assertThat(met.gone).isPositive();
    }
  }

  /** One reader's life in one storm. */
  private final class Reader {

    private final Random random;
    private final double fury;
    private final Storm storm;
    private final Api api;
    private int steps;

    Reader(Random random, double fury) {
      this.random = random;
      this.fury = fury;
      this.storm = new Storm(random);
      this.api =
          new Api(
              Library.of(Shop.PIPELINE),
              interrupted(storm.shop.control),
              interrupted(storm.shop.hot),
              name -> interrupted(storm.shop.segments.table(name)),
              Shop.EPOCHS,
              Span.parse("14d"),
              Clock.fixed(Shop.NOON, ZoneOffset.UTC),
              Workers.inOrder());
    }

    private Table interrupted(Table table) {
      return new Interrupted(
          table,
          () -> {
            if (random.nextDouble() < fury && !storm.isOver()) {
              storm.step();
              steps++;
            }
          },
          () -> met.missing++);
    }

    void readThroughTheStorm() {
      storm.sell();
      storm.sell();
      int reads = 0;
      while (!storm.isOver() || reads < 8) {
        String place = "place-" + random.nextInt(9);
        switch (reads++ % 4) {
          case 0 -> rows("1m", Optional.of(place));
          case 1 -> rows("1h", Optional.of(place));
          case 2 -> rows("1m", Optional.empty());
          default -> keys();
        }
        if (random.nextInt(3) == 0) {
          storm.sell();
        }
      }
    }

    private void rows(String every, Optional<String> place) {
      Map<String, String> parameters = new LinkedHashMap<>(Map.of("every", every));
      place.ifPresent(one -> parameters.put("place", one));
      List<String> found = new ArrayList<>();
      Optional<Pointer> pointer =
          pages(
              "/v1/views/by_place",
              parameters,
              page -> {
                for (Map<?, ?> row : Requests.objects(page, "rows")) {
                  String where = place.orElseGet(() -> Json.text(Json.object(row, "key"), "place"));
                  found.add(
                      "%s %s %s %s %s"
                          .formatted(
                              where,
                              row.get("bucket"),
                              row.get("exact"),
                              row.get("sales"),
                              Double.parseDouble(String.valueOf(row.get("paid")))));
                }
              });
      pointer.ifPresent(
          of ->
              assertThat(found)
                  .containsExactlyInAnyOrderElementsOf(
                      expected(every.equals("1m") ? 60_000 : 3_600_000, place, of.cut())));
    }

    private void keys() {
      List<String> found = new ArrayList<>();
      pages(
              "/v1/views/by_place/keys",
              Map.of(),
              page ->
                  Requests.objects(page, "keys").forEach(key -> found.add(Json.text(key, "place"))))
          .ifPresent(
              of ->
                  assertThat(found)
                      .containsExactlyInAnyOrderElementsOf(
                          storm.sales.stream().map(Sale::place).distinct().toList()));
    }

    /** The pointer that all pages name; empty when the read ended because its version was gone. */
    private Optional<Pointer> pages(
        String path, Map<String, String> asked, java.util.function.Consumer<Map<?, ?>> reader) {
      Map<String, String> parameters = new LinkedHashMap<>(asked);
      parameters.put("limit", "" + (1 + random.nextInt(7)));
      Optional<Pointer> first = Optional.empty();
      while (true) {
        int before = steps;
        Response response = api.answer(Requests.get(path, flat(parameters)));
        met.swapsWithin += steps > before ? 1 : 0;
        if (first.isPresent() && response.status() == 410) {
          Version version = first.get().version().orElseThrow();
          assertThat(storm.pointer().versions()).doesNotContain(version);
          met.gone++;
          return Optional.empty();
        }
        Map<String, Object> page = Requests.good(response);
        Pointer named = named(Json.object(page, "certificate"));
        first.ifPresent(of -> assertThat(named).isEqualTo(of));
        met.pinnedPages += first.isPresent() ? 1 : 0;
        first = Optional.of(named);
        reader.accept(page);
        if (!page.containsKey("next")) {
          return first;
        }
        parameters.put("page", Json.text(page, "next"));
      }
    }

    /** The pointer of a certificate's generation, of which all else in it must be. */
    private Pointer named(Map<?, ?> certificate) {
      Pointer pointer =
          Optional.ofNullable(storm.pointers.get(Json.number(certificate, "generation")))
              .orElseThrow();
      assertThat(certificate.get("version"))
          .isEqualTo(pointer.version().map(Version::id).orElse(null));
      assertThat(certificate.get("cut"))
          .isEqualTo(Instant.ofEpochMilli(pointer.cut() * 300_000).toString());
      assertThat(certificate.get("pinned")).isEqualTo(pointer.hold() == Pointer.Hold.PINNED);
      return pointer;
    }

    /** What a loop over all sales says: the numbers are those of all, whatever the cut. */
    private List<String> expected(long size, Optional<String> place, long cut) {
      Map<String, List<Sale>> cells = new TreeMap<>();
      for (Sale sale : storm.sales) {
        if (place.isEmpty() || place.get().equals(sale.place())) {
          Instant bucket = Instant.ofEpochMilli(sale.at() - sale.at() % size);
          cells.computeIfAbsent(sale.place() + " " + bucket, any -> new ArrayList<>()).add(sale);
        }
      }
      List<String> rows = new ArrayList<>();
      cells.forEach(
          (cell, of) ->
              rows.add(
                  "%s %s %d %s"
                      .formatted(
                          cell,
                          of.stream().allMatch(sale -> sale.epoch() < cut),
                          of.size(),
                          of.stream().mapToLong(Sale::quarters).sum() / 4.0)));
      return rows;
    }
  }

  private static String[] flat(Map<String, String> parameters) {
    List<String> flat = new ArrayList<>();
    parameters.forEach((name, value) -> flat.addAll(List.of(name, value)));
    return flat.toArray(String[]::new);
  }
}
