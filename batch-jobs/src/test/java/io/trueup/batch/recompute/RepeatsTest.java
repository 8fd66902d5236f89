package io.trueup.batch.recompute;

import static io.trueup.batch.recompute.TestArchive.ONE;
import static io.trueup.batch.recompute.TestArchive.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.event.Position;
import io.trueup.store.ArchiveLine;
import io.trueup.store.Json;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.Segment;
import io.trueup.store.Tally;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rule 4 in the batch layer, and what live answers come to on top of it. */
class RepeatsTest {

  private static final List<String> CAUSES = List.of("in_window", "beyond_window", "across_shards");
  private static final long FIRST = 346_484_000;

  private final TestArchive archive = new TestArchive();

  @Test
  void run_repeatsOfAllCausesAndDoubledObjects_eachIdOnceAndCountedByCause() {
    long seed = 20_261_125;
    Random random = new Random(seed);
    History history = History.random(archive, random, 400);
    List<List<ArchiveLine>> objects = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      objects.add(new ArrayList<>());
    }
    history.all().forEach(one -> objects.get(random.nextInt(7)).add(one.line()));
    for (int i = 0; i < 7; i++) {
      archive.object("part-" + i, objects.get(i));
    }
    archive.object("part-2-again", objects.get(2));
    archive.object("part-4-half-again", objects.get(4).subList(0, 20));
    long cut = history.all().get(300).line().epoch();

    Map<String, Object> report = archive.run(cut);

    List<History.One> once = History.once(history.below(cut));
    for (String cause : CAUSES) {
      assertThat(history.count(cut, cause)).as(cause).isPositive();
    }
    assertThat(repeats(report)).as("seed %d", seed).isEqualTo(causes(history, cut));
    assertThat(report).containsEntry("accepted", history.below(cut).size());
    assertThat(cells(cut)).as("seed %d", seed).isEqualTo(Oracle.cells(History.sales(once)));
  }

  /** All but the first, whichever object they are in; the first of each shard is across shards. */
  @Test
  void run_oneIdTenThousandTimes_countsOnce() {
    Random random = new Random(5);
    Sale first = Sale.random("same", random);
    List<ArchiveLine> lines = new ArrayList<>();
    lines.add(archive.record(ONE, FIRST, first.data()));
    for (int i = 1; i < 10_000; i++) {
      String shard = i % 2 == 0 ? ONE : OTHER;
      lines.add(archive.record(shard, FIRST + i / 100, Sale.random("same", random).data()));
    }
    archive.object("part-b", lines.subList(0, 5_000));
    archive.object("part-a", lines.subList(5_000, 10_000));

    Map<String, Object> report = archive.run(FIRST + 100);

    assertThat(repeats(report))
        .isEqualTo(Map.of("in_window", 9_998, "beyond_window", 0, "across_shards", 1));
    assertThat(cells(FIRST + 100)).isEqualTo(Oracle.cells(List.of(first)));
  }

  /** Of one epoch the smaller sequence number counts, of one sequence number the smaller index. */
  @Test
  void run_sameIdInOneEpoch_smallestPositionCounts() {
    Random random = new Random(6);
    List<Sale> sales = List.of(Sale.random("a", random), Sale.random("a", random));
    List<ArchiveLine> lines = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Position position = new Position(BigInteger.TEN.pow(50), 9 + 2L * i);
      ArchiveLine line = new ArchiveLine(ONE, position, FIRST, FIRST * 5_000, sales.get(i).data());
      archive.enter(line);
      lines.add(0, line);
    }
    archive.object("part", lines);

    archive.run(FIRST + 1);

    assertThat(cells(FIRST + 1)).isEqualTo(Oracle.cells(sales.subList(0, 1)));
  }

  /**
   * At any cut: answers are the batch's below it and the speed layer's from it on; they are too
   * high by the repeats from the cut on that the speed layer can't see, and by nothing else.
   */
  @Test
  void answers_anyHistoryAndCut_tooHighByUnseenRepeatsAlone() {
    long unseen = 0;
    for (long seed = 1; seed <= 8; seed++) {
      unseen += assertAnswers(seed);
    }
    assertThat(unseen).isPositive();
  }

  /** How many repeats from a cut on were counted. */
  private static long assertAnswers(long seed) {
    Random random = new Random(seed);
    TestArchive archive = new TestArchive();
    History history = History.random(archive, random, 150);
    archive.object("part", history.all().stream().map(History.One::line).toList());
    Speed.consume(archive, history, random);
    long end = history.all().get(149).line().epoch() + 1;
    long cut = history.all().get(random.nextInt(150)).line().epoch();

    Map<String, Object> report = archive.run(cut);
    Served.swap(archive, List.of(new Segment("segment-" + cut, 0, cut)));

    String as = "seed %d, cut %d".formatted(seed, cut);
    assertThat(repeats(report)).as(as).isEqualTo(causes(history, cut));
    assertThat(repeated(archive, cut)).as(as).isEqualTo(history.count(cut, "in_window"));
    List<History.One> counted = new ArrayList<>(History.once(history.below(cut)));
    history.accepted().stream()
        .filter(one -> one.line().epoch() >= cut && !history.isInWindow(one))
        .forEach(counted::add);
    assertThat(Served.answers(archive)).as(as).isEqualTo(Oracle.cells(History.sales(counted)));
    long unseen =
        history.count(end, "beyond_window")
            + history.count(end, "across_shards")
            - history.count(cut, "beyond_window")
            - history.count(cut, "across_shards");
    assertThat(counted.size() - History.once(history.below(end)).size()).as(as).isEqualTo(unseen);

    archive.run(end);
    Served.swap(archive, List.of(new Segment("segment-" + end, 0, end)));
    assertThat(Served.answers(archive))
        .as("%s, then %d", as, end)
        .isEqualTo(Oracle.cells(History.sales(History.once(history.below(end)))));
    return unseen;
  }

  private static long repeated(TestArchive archive, long cut) {
    Ledger speed = new Ledger(archive.effects.table("control"), Layer.SPEED);
    return List.of(ONE, OTHER).stream()
        .flatMap(shard -> speed.entries(shard, 0, cut).stream())
        .mapToLong(entry -> entry.tally().count(Tally.REPEATED))
        .sum();
  }

  private static Map<String, Object> causes(History history, long cut) {
    return CAUSES.stream()
        .collect(Collectors.toMap(cause -> cause, cause -> (int) history.count(cut, cause)));
  }

  private static Map<?, ?> repeats(Map<String, Object> report) {
    assertThat(report).containsEntry("outcome", "loaded");
    return Json.object(report, "repeats");
  }

  private Map<Oracle.Cell, Map<String, @Nullable Object>> cells(long cut) {
    return SegmentCells.read(archive.effects.table("segment-" + cut), archive.definition);
  }
}
