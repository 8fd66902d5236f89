package io.trueup.batch.recompute;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.aggregate.Measures;
import io.trueup.aggregate.Recount;
import io.trueup.definition.View;
import io.trueup.event.Intake;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import io.trueup.port.Item;
import io.trueup.port.Table;
import io.trueup.port.Value;
import io.trueup.store.CellKey;
import io.trueup.store.Directory;
import io.trueup.store.Json;
import io.trueup.store.Segment;
import io.trueup.store.Strip;
import io.trueup.time.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a recompute says of the segments that it replaces. */
class CorrectionsTest {

  private static final Span EVER = Span.parse("35d");
  private static final Span SHORT = Span.parse("1h");

  /** All corrections are shown up to so many. */
  private static final int SHOWN = Corrections.MOST;

  @Test
  void run_incrementsThatLookedFarEnough_equalTheFullRecompute() {
    for (long seed = 1; seed <= 30; seed++) {
      Growing growing = grown(seed, EVER);

      growing.replaceFrom(0);
      full(growing);

      assertThat(number(growing.corrections, "differing")).as("seed %d", seed).isEqualTo(0);
      assertThat(number(growing.corrections, "compared")).isPositive();
    }
  }

  @Test
  void run_incrementOverIncrements_comparesThemAlone() {
    int compared = 0;
    for (long seed = 1; seed <= 30; seed++) {
      Growing growing = grown(seed, EVER);
      if (growing.segments.size() > 1) {
        growing.replaceFrom(1);
        growing.add(end(growing), EVER, growing.archive::runOnOneThread);

        assertThat(number(growing.corrections, "differing")).as("seed %d", seed).isEqualTo(0);
        compared += (int) number(growing.corrections, "compared");
      }
    }
    assertThat(compared).isPositive();
  }

  @Test
  void run_incrementsWithAShortHorizon_areCorrectedAsTheOracleCounts() {
    int corrected = 0;
    for (long seed = 1; seed <= 40; seed++) {
      Growing growing = grown(seed, SHORT);
      Map<Oracle.Cell, Map<String, @Nullable Object>> before = Served.answers(growing.archive);

      growing.replaceFrom(0);
      full(growing);

      Map<String, String> differences = differences(before, Served.answers(growing.archive));
      long differing = number(growing.corrections, "differing");
      assertThat(differing > 0).as("seed %d", seed).isEqualTo(!differences.isEmpty());
      if (differing > 0 && differing <= SHOWN) {
        assertThat(counts(growing.corrections)).as("seed %d", seed).isEqualTo(differences);
        corrected++;
      }
    }
    assertThat(corrected).isPositive();
  }

  @Test
  void run_cellsAddedToAndTooMany_areFoundAndNoOthers() {
    for (List<String> engines : List.of(List.of("one thread"), List.of("Spark"))) {
      Growing growing = grown(5, EVER);
      Segment last = growing.segments.get(growing.segments.size() - 1);
      Table table = growing.archive.effects.table(last.table());
      View view = growing.archive.definition.pipeline().views().get(1);
      CellKey nowhere = CellKey.of(Arrays.asList("nowhere", true));
      Instant bucket = Instant.parse("2024-11-24T02:00:00Z");
      table.writeAll(List.of(Directory.segment(view.fingerprint(), view.name(), nowhere)));
      table.writeAll(strip(view, nowhere, bucket).items(one(view, bucket)));

      growing.replaceFrom(0);
      growing.add(
          end(growing),
          EVER,
          engines.contains("Spark") ? growing.archive::run : growing.archive::runOnOneThread);

      assertThat(number(growing.corrections, "differing")).as("%s", engines).isEqualTo(1);
      assertThat(Json.list(growing.corrections, "worst"))
          .singleElement()
          .hasToString(
              "{view=large, key=%s, every=1h, bucket=%s, measure=sales, served=1, exact=0}"
                  .formatted(nowhere.text(), bucket));
      assertThat(Served.answers(growing.archive))
          .isEqualTo(
              Oracle.cells(History.sales(History.once(growing.history.below(end(growing))))));
    }
  }

  @Test
  void run_segmentsThatAreDamagedOrGone_areReplacedAndCountAsWrong() {
    Growing growing = grown(6, EVER);
    View view = growing.archive.definition.pipeline().views().get(2);
    Table first = growing.archive.effects.table(growing.segments.get(0).table());
    CellKey key = CellKey.of(List.of());
    Item strip =
        Strip.all(first, view.fingerprint(), view.name(), view.finest().length(), key)
            .findFirst()
            .orElseThrow();
    Map<String, Value> attributes = new HashMap<>(strip.attributes());
    attributes.put("states", new Value.Bytes(new byte[] {1, 2, 3}));
    first.writeAll(List.of(Item.of(strip.key(), attributes)));
    for (Segment gone : growing.segments.subList(1, growing.segments.size())) {
      growing.archive.effects.segments().delete(gone.table());
    }

    growing.replaceFrom(0);
    full(growing);

    assertThat(number(growing.corrections, "differing")).isPositive();
    assertThat(Served.answers(growing.archive))
        .isEqualTo(Oracle.cells(History.sales(History.once(growing.history.below(end(growing))))));
  }

  /** An event of no weight: a count of 1 and a sum of nothing. */
  private static SortedMap<Long, byte[]> one(View view, Instant bucket) {
    Measures measures = new Measures(view);
    Recount cell = measures.recount();
    byte[] data = new Sale("surplus", bucket.toEpochMilli(), "nowhere", true, 9, null).data();
    StreamRecord record = new StreamRecord(new Position("1", 0), bucket.toEpochMilli(), data);
    Intake intake = Sales.definition().events().read(record, bucket.toEpochMilli());
    cell.add(((Intake.Accepted) intake).event());
    return new TreeMap<>(Map.of(bucket.toEpochMilli(), measures.encode(cell)));
  }

  private static Strip strip(View view, CellKey key, Instant bucket) {
    Span hour = view.finest().length();
    return new Strip(
        view.fingerprint(), view.name(), hour, key, Strip.startOf(bucket.toEpochMilli(), hour));
  }

  private static Growing grown(long seed, Span horizon) {
    Growing growing = new Growing(seed);
    growing.cuts().forEach(cut -> growing.add(cut, horizon));
    return growing;
  }

  private static void full(Growing growing) {
    growing.add(end(growing), EVER);
  }

  private static long end(Growing growing) {
    return growing.history.all().get(growing.history.all().size() - 1).line().epoch() + 1;
  }

  /** The corrected counts: what was served, and what is right. */
  private static Map<String, String> counts(Map<?, ?> corrections) {
    Map<String, String> counts = new TreeMap<>();
    for (Object each : Json.list(corrections, "worst")) {
      Map<?, ?> one = (Map<?, ?>) each;
      if (Json.text(one, "measure").equals("sales")) {
        String at =
            "%s %s %s %s"
                .formatted(
                    one.get("view"),
                    Span.parse(Json.text(one, "every")).millis() / 60_000,
                    one.get("key"),
                    Instant.parse(Json.text(one, "bucket")).toEpochMilli());
        counts.put(at, one.get("served") + " " + one.get("exact"));
      }
    }
    return counts;
  }

  private static Map<String, String> differences(
      Map<Oracle.Cell, Map<String, @Nullable Object>> before,
      Map<Oracle.Cell, Map<String, @Nullable Object>> after) {
    Map<String, String> differences = new TreeMap<>();
    List<Oracle.Cell> all = new ArrayList<>(before.keySet());
    all.addAll(after.keySet());
    for (Oracle.Cell cell : all) {
      Object served = before.getOrDefault(cell, Map.of()).getOrDefault("sales", 0L);
      Object exact = after.getOrDefault(cell, Map.of()).getOrDefault("sales", 0L);
      if (!served.equals(exact)) {
        String at =
            "%s %s %s %s"
                .formatted(
                    cell.view(), cell.minutes(), CellKey.of(cell.key()).text(), cell.bucket());
        differences.put(at, served + " " + exact);
      }
    }
    return differences;
  }

  private static long number(Map<?, ?> json, String member) {
    return Json.number(json, member);
  }
}
