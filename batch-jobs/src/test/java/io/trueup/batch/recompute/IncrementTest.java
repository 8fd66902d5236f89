package io.trueup.batch.recompute;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.store.Segment;
import io.trueup.time.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A base and increments: what is answered by them is what one segment of all would answer. */
class IncrementTest {

  private static final Span EVER = Span.parse("35d");
  private static final Span SHORT = Span.parse("1h");

  @Test
  void run_anyHistoryAndCuts_incrementsEqualTheWhole() {
    for (long seed = 1; seed <= 40; seed++) {
      Growing growing = new Growing(seed);
      for (long cut : growing.cuts()) {
        growing.add(cut, EVER);
        assertThat(Served.answers(growing.archive))
            .as("seed %d, cut %d", seed, cut)
            .isEqualTo(cells(History.once(growing.history.below(cut))));
        assertThat(growing.repeats)
            .as("seed %d, cut %d", seed, cut)
            .isEqualTo(causes(growing.history, cut));
      }
    }
  }

  @Test
  void run_shortHorizon_repeatsOfWhatLiesBeforeItCountAgainUntilAFullRecompute() {
    int again = 0;
    for (long seed = 1; seed <= 40; seed++) {
      again += assertCountsAgain(new Growing(seed), "seed " + seed);
    }
    assertThat(again).isPositive();
  }

  /** How many events were counted that repeat one before the horizon. */
  private static int assertCountsAgain(Growing growing, String as) {
    List<Long> cuts = growing.cuts();
    cuts.forEach(cut -> growing.add(cut, SHORT));
    long end = cuts.get(cuts.size() - 1);
    List<History.One> below = growing.history.below(end);
    List<History.One> counted = below.stream().filter(one -> isCounted(growing, one)).toList();
    assertThat(Served.answers(growing.archive)).as(as).isEqualTo(cells(counted));

    growing.segments.clear();
    growing.add(end, SHORT);
    List<History.One> once = History.once(below);
    assertThat(Served.answers(growing.archive)).as(as).isEqualTo(cells(once));
    return counted.size() - once.size();
  }

  /** Whether nothing has its id among what its segment's recompute has read and comes before it. */
  private static boolean isCounted(Growing growing, History.One one) {
    Segment of =
        growing.segments.stream()
            .filter(each -> one.line().epoch() < each.to())
            .findFirst()
            .orElseThrow();
    long horizon = of.from() - SHORT.millis() / TestArchive.EPOCH.millis();
    return growing.history.below(of.to()).stream()
        .takeWhile(before -> !before.equals(one))
        .filter(before -> of.from() == 0 || before.line().epoch() >= horizon)
        .noneMatch(before -> before.sale().id().equals(one.sale().id()));
  }

  @Test
  void run_increment_sameReportAndCellsOnBothEngines() {
    Growing growing = new Growing(7);
    TestArchive archive = growing.archive;
    List<Long> cuts = growing.cuts();
    growing.add(cuts.get(0), EVER);
    Job job = growing.job(cuts.get(cuts.size() - 1), EVER);
    Map<String, Object> one = archive.runOnOneThread(job);
    var cells = SegmentCells.read(archive.effects.table(job.segmentTable()), archive.definition);
    archive.effects.segments().delete(job.segmentTable());

    Map<String, Object> other = archive.run(job);

    // Each task lists the keys that it has.
    for (String member : List.of("seconds", "units")) {
      one.remove(member);
      other.remove(member);
    }
    assertThat(other).isEqualTo(one).containsEntry("outcome", "loaded");
    assertThat(other.get("base"))
        .isEqualTo(
            List.of(
                Map.of(
                    "table", "segment-" + cuts.get(0), "from", 0, "to", cuts.get(0).intValue())));
    assertThat(SegmentCells.read(archive.effects.table(job.segmentTable()), archive.definition))
        .isEqualTo(cells);
  }

  private static Map<String, Integer> causes(History history, long cut) {
    Map<String, Integer> causes = new HashMap<>();
    for (String cause : List.of("in_window", "beyond_window", "across_shards")) {
      causes.put(cause, (int) history.count(cut, cause));
    }
    return causes;
  }

  private static Map<Oracle.Cell, Map<String, @Nullable Object>> cells(List<History.One> some) {
    return Oracle.cells(History.sales(some));
  }
}
