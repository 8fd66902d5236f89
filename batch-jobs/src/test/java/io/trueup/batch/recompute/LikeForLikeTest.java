package io.trueup.batch.recompute;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Value;
import io.trueup.store.CellKey;
import io.trueup.store.Directory;
import io.trueup.store.Json;
import io.trueup.time.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Rule 11: hot deltas against the records of the same epochs. */
class LikeForLikeTest {

  private static final List<String> REPEATS = List.of("beyond_window", "across_shards");

  private final Random random = new Random(11);
  private final TestArchive archive = new TestArchive();
  private final Hot byPlace = new Hot(archive, "by_place");

  @Test
  void run_anyHistoryAndEpochs_nothingUnexplainedAndCausesAsTheOracleCounts() {
    long explained = 0;
    for (long seed = 1; seed <= 4; seed++) {
      TestArchive one = new TestArchive();
      Random dice = new Random(seed);
      History history = History.random(one, dice, 150);
      one.object("part", history.all().stream().map(History.One::line).toList());
      Speed.consume(one, history, dice);
      long from = epoch(history, dice.nextInt(100));
      long cut = epoch(history, 100 + dice.nextInt(50));

      Job job = one.job(cut, hot(from, "14d"));
      Map<?, ?> divergence = divergence(one.run(job));
      one.effects.segments().delete(job.segmentTable());
      assertThat(divergence(one.runOnOneThread(job))).isEqualTo(divergence);

      Like right = new Like(history, from, cut);
      String as = "seed %d, epochs %d to %d".formatted(seed, from, cut);
      int entries = right.shardEpochs().size();
      assertThat(divergence)
          .as(as)
          .isEqualTo(
              Map.ofEntries(
                  Map.entry("from", (int) from),
                  Map.entry("to", (int) cut),
                  Map.entry("compared", entries),
                  Map.entry("of", entries),
                  Map.entry("expired", 0),
                  Map.entry("pairs", (int) right.pairs()),
                  Map.entry("differing", 0),
                  Map.entry("share", "0"),
                  Map.entry("causes", divergence.get("causes")),
                  Map.entry("offenders", divergence.get("offenders"))));
      assertThat(causes(divergence, "pairs"))
          .as(as)
          .isEqualTo(
              Map.of(
                  "unexplained", 0L,
                  "ledgers_contradict", 0L,
                  "lost_by_archive", 0L,
                  "lost_by_speed", 0L,
                  "repeat_beyond_window", right.changedBy("beyond_window"),
                  "repeat_across_shards", right.changedBy("across_shards")));
      for (String repeat : REPEATS) {
        assertThat(causes(divergence, "records").get("repeat_" + repeat))
            .as("%s, %s", as, repeat)
            .isEqualTo(right.records(repeat));
        explained += right.records(repeat);
      }
    }
    assertThat(explained).isPositive();
  }

  @Test
  void run_oneAddedToASumInSomeDeltas_exactlyThoseAndTheLayerIsNamed() {
    History history = history();
    long cut = epoch(history, 140);
    List<Item> hit = byPlace.addOne("units", cut, 5, random);

    Map<?, ?> divergence = divergence(archive.run(archive.job(cut)));

    Like right = new Like(history, 0, cut);
    assertThat(divergence.get("layer")).isEqualTo("speed");
    assertThat((String) divergence.get("why")).contains("the hot deltas are wrong");
    assertThat(divergence.get("differing")).isEqualTo(5);
    assertThat(Double.parseDouble((String) divergence.get("share")))
        .isCloseTo(5.0 / right.pairs(), Percentage.withPercentage(1));
    List<Map<?, ?>> offenders = offenders(divergence, each -> each.equals("unexplained"));
    assertThat(offenders)
        .extracting(each -> each.get("key") + " " + each.get("shard") + " " + each.get("epoch"))
        .containsExactlyInAnyOrderElementsOf(hit.stream().map(Hot::name).toList());
    assertThat(offenders)
        .allSatisfy(
            each -> {
              assertThat(each.get("view")).isEqualTo("by_place");
              assertThat(each.get("measure")).isEqualTo("units");
              assertThat(Json.number(each, "live")).isEqualTo(Json.number(each, "exact") + 1);
            });
  }

  @Test
  void run_deltaGoneAndDeltaOfNoRecord_bothFound() {
    History history = history();
    long cut = epoch(history, 140);
    List<Item> deltas = byPlace.deltas(cut);
    byPlace.remove(deltas.get(3));
    CellKey key = CellKey.of(List.of("nowhere"));
    String partition = deltas.get(7).key().partition().replaceAll("\\[.*]", "") + key.text();
    byPlace.write(deltas.get(7), new Key(partition, deltas.get(7).key().sort()), key.text());
    archive
        .effects
        .table("hot")
        .writeAll(
            List.of(
                Directory.hot(
                    partition.split("\\|", -1)[1],
                    "by_place",
                    Hot.epoch(deltas.get(7)),
                    key,
                    1_900_000_000)));

    Map<?, ?> divergence = divergence(archive.run(archive.job(cut)));

    List<Map<?, ?>> counts =
        offenders(divergence, each -> each.equals("unexplained")).stream()
            .<Map<?, ?>>map(each -> each)
            .filter(each -> Json.text(each, "measure").equals("sales"))
            .toList();
    assertThat(counts)
        .extracting(each -> Json.text(each, "key"))
        .containsExactlyInAnyOrder(deltas.get(3).text("key"), key.text());
    assertThat(counts)
        .filteredOn(each -> Json.text(each, "key").equals(key.text()))
        .allSatisfy(each -> assertThat(each.get("exact")).isEqualTo(0));
  }

  /** Before the swap queries of these keys fail; what makes up for it must not fail as well. */
  @Test
  void run_deltasThatCantBeRead_allTheirMeasuresAreWrong() {
    History history = history();
    long cut = epoch(history, 140);
    List<Item> deltas = byPlace.deltas(cut);
    byPlace.change(deltas.get(3), "state", new Value.Bytes(new byte[] {1, 2, 3}));
    byPlace.change(deltas.get(5), "v", new Value.Whole(2));
    byPlace.change(deltas.get(7), "applied", new Value.Text("nowhere"));

    Map<?, ?> divergence = divergence(archive.run(archive.job(cut)));

    List<Map<?, ?>> offenders = offenders(divergence, each -> each.equals("unexplained"));
    assertThat(divergence.get("differing")).isEqualTo(3 * 6);
    assertThat(divergence.get("pairs")).isEqualTo((int) new Like(history, 0, cut).pairs());
    assertThat(offenders)
        .hasSize(3 * 6)
        .allSatisfy(each -> assertThat(each.get("live")).isEqualTo("unreadable"))
        .extracting(each -> each.get("key") + " " + each.get("shard") + " " + each.get("epoch"))
        .containsOnly(Hot.name(deltas.get(3)), Hot.name(deltas.get(5)), Hot.name(deltas.get(7)));
  }

  @Test
  void run_speedLostRecords_countedAndNotComparedThereAndForAWindow() {
    History history = History.random(archive, random, 150);
    archive.object("part", history.all().stream().map(History.One::line).toList());
    List<History.One> seen = new ArrayList<>(history.all());
    History.One lost = countedFrom(history, 20);
    seen.remove(lost);
    Speed.consume(archive, seen, random);

    Map<?, ?> divergence = divergence(archive.run(archive.job(epoch(history, 140))));

    assertThat(causes(divergence, "records")).containsEntry("lost_by_speed", 1L);
    assertThat(causes(divergence, "pairs").get("lost_by_speed")).isPositive();
    assertThat(causes(divergence, "pairs")).containsEntry("unexplained", 0L);
    var all = new Like(history, 0, epoch(history, 140)).shardEpochs();
    assertThat(divergence.get("of")).isEqualTo(all.size());
    all.removeIf(
        at ->
            at.shard().equals(lost.line().shard())
                && at.epoch() >= lost.line().epoch()
                && at.epoch() <= lost.line().epoch() + 720);
    assertThat(divergence.get("compared")).isEqualTo(all.size());
    assertThat(all).anyMatch(at -> at.epoch() > lost.line().epoch() + 720);
  }

  @Test
  void run_archiveLostRecords_countedAndNotCompared() {
    TestArchive whole = new TestArchive();
    History history = History.random(whole, random, 150);
    List<History.One> kept = new ArrayList<>(history.all());
    kept.remove(countedFrom(history, 20));
    kept.forEach(one -> archive.enter(one.line()));
    archive.object("part", kept.stream().map(History.One::line).toList());
    Speed.consume(archive, history, random);

    Map<?, ?> divergence = divergence(archive.run(archive.job(epoch(history, 100))));

    assertThat(causes(divergence, "records")).containsEntry("lost_by_archive", 1L);
    assertThat(causes(divergence, "pairs").get("lost_by_archive")).isPositive();
    assertThat(divergence.get("layer")).isNull();
  }

  @Test
  void run_speedNotThereYet_nothingComparedAndNoShare() {
    History history = History.random(archive, random, 50);
    archive.object("part", history.all().stream().map(History.One::line).toList());

    Map<?, ?> divergence = divergence(archive.run(archive.job(epoch(history, 40))));

    assertThat(divergence.get("compared")).isEqualTo(0);
    assertThat(divergence.get("pairs")).isEqualTo(0);
    assertThat(divergence.get("share")).isNull();
  }

  @Test
  void run_deltasThatMayHaveExpired_leftOutAndCounted() {
    History history = history();
    long cut = epoch(history, 140);
    byPlace.deltas(epoch(history, 70)).forEach(byPlace::remove);
    long first = epoch(history, 70);
    long age = TestArchive.CLOCK.millis() - first * TestArchive.EPOCH.millis() + 1_000;
    Map<?, ?> divergence = divergence(archive.run(archive.job(cut, hot(0, age + "ms"))));

    assertThat(causes(divergence, "pairs")).containsEntry("unexplained", 0L);
    assertThat(divergence.get("expired"))
        .isEqualTo(new Like(history, 0, first).shardEpochs().size());
    assertThat(divergence.get("compared"))
        .isEqualTo(new Like(history, first, cut).shardEpochs().size());
    assertThat(causes(divergence, "records").get("repeat_beyond_window"))
        .isEqualTo(new Like(history, first, cut).records("beyond_window"));
  }

  @Test
  void run_jobThatNamesNoHotTable_noDivergence() {
    History history = history();

    assertThat(archive.run(archive.job(epoch(history, 100), Optional.empty())))
        .containsEntry("outcome", "loaded")
        .doesNotContainKey("divergence");
  }

  private History history() {
    History history = History.random(archive, random, 150);
    archive.object("part", history.all().stream().map(History.One::line).toList());
    Speed.consume(archive, history, random);
    return history;
  }

  /** The first record from a place on that the speed layer counts. */
  private static History.One countedFrom(History history, int place) {
    return history.all().subList(place, history.all().size()).stream()
        .filter(one -> one.good() && !history.isInWindow(one))
        .findFirst()
        .orElseThrow();
  }

  private static long epoch(History history, int record) {
    return history.all().get(record).line().epoch();
  }

  private static Optional<Job.Hot> hot(long from, String retention) {
    return Optional.of(new Job.Hot("hot", from, Span.parse(retention)));
  }

  private static Map<?, ?> divergence(Map<String, Object> report) {
    assertThat(report).containsEntry("outcome", "loaded");
    return Json.object(report, "divergence");
  }

  private static Map<String, Long> causes(Map<?, ?> divergence, String count) {
    Map<String, Long> counts = new TreeMap<>();
    Json.object(divergence, "causes")
        .forEach(
            (cause, each) -> {
              if (((Map<?, ?>) each).containsKey(count)) {
                counts.put((String) cause, Json.number((Map<?, ?>) each, count));
              }
            });
    return counts;
  }

  private static List<Map<?, ?>> offenders(Map<?, ?> divergence, Predicate<Object> cause) {
    return Json.list(divergence, "offenders").stream()
        .<Map<?, ?>>map(each -> (Map<?, ?>) each)
        .filter(each -> cause.test(each.get("cause")))
        .toList();
  }
}
