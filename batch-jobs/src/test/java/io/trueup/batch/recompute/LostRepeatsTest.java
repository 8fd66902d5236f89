package io.trueup.batch.recompute;

import static io.trueup.batch.recompute.TestArchive.ONE;
import static io.trueup.batch.recompute.TestArchive.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.store.Gap;
import io.trueup.store.Json;
import io.trueup.store.Segment;
import io.trueup.time.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A record that one layer lost is sent again in a later epoch, which both layers have alike. */
class LostRepeatsTest {

  private static final long START = 346_484_000L;
  private static final int WINDOW = 720;

  private final Random random = new Random(5);

  /** Numbers its records alike: those of {@code archive} are some of them. */
  private final TestArchive whole = new TestArchive();

  private final TestArchive archive = new TestArchive();

  private final History.One lost = sale("id-1", ONE, 0);
  private final List<History.One> others =
      List.of(
          sale("id-1", ONE, 2),
          sale("id-2", ONE, 3),
          sale("id-3", OTHER, 3),
          sale("id-4", ONE, WINDOW + 1),
          sale("id-5", ONE, WINDOW + 9),
          sale("id-6", OTHER, WINDOW + 9));

  @Test
  void run_archiveLostTheFirst_theRepeatIsExplainedByIt() {
    enter(others);
    Speed.consume(archive, all(), random);

    assertLost("lost_by_archive", compared(START), 1);
  }

  @Test
  void run_speedLostTheFirst_theRepeatIsExplainedByIt() {
    enter(all());
    Speed.consume(archive, others, random);

    assertLost("lost_by_speed", compared(START), 1);
  }

  /** Both ledgers have it, and no object of the archive. */
  @Test
  void run_archiveNoLongerHasTheFirst_theRepeatIsExplainedByIt() {
    all().forEach(one -> archive.enter(one.line()));
    archive.object("part", others.stream().map(History.One::line).toList());
    Speed.consume(archive, all(), random);

    assertLost("lost_by_archive", compared(START), 1);
    archive.effects.segments().delete("segment-" + (START + WINDOW + 5));
    assertLost("lost_by_archive", compared(START + 1), 0);
  }

  /** The gap is the base's, and was accepted with it. */
  @Test
  void run_archiveLacksTheFirstInTheBase_theRepeatIsExplainedByIt() {
    all().forEach(one -> archive.enter(one.line()));
    archive.object("part", others.stream().map(History.One::line).toList());
    Speed.consume(archive, all(), random);
    archive
        .effects
        .segments()
        .create("base")
        .writeAll(List.of(new Gap(ONE, START, 1, 0, 0).item()));
    Segment base = new Segment("base", 0, START + 1);
    Map<String, Object> report =
        archive.runOnOneThread(
            archive.job(
                START + WINDOW + 5,
                Optional.of(new Job.Hot("hot", START + 1, Span.parse("14d"))),
                Optional.empty(),
                Optional.of(new Job.Lacking(TestArchive.CLOCK.instant(), List.of("base"))),
                Optional.of(new Job.Base(List.of(base), Span.parse("35d")))));

    assertThat(report).containsEntry("outcome", "loaded");
    assertLost("lost_by_archive", Json.object(report, "divergence"), 0);
  }

  @Test
  void run_lostBeforeTheEpochsThatAreCompared_theRepeatIsExplainedByIt() {
    enter(others);
    Speed.consume(archive, all(), random);

    assertLost("lost_by_archive", compared(START + 1), 0);
  }

  /** The shard's first epoch after the window, and the other shard, are compared as ever. */
  private static void assertLost(String cause, Map<?, ?> divergence, long records) {
    assertThat(divergence.get("differing")).isEqualTo(0);
    assertThat(divergence.get("layer")).isNull();
    assertThat(divergence.get("share")).isEqualTo("0");
    assertThat(divergence.get("compared")).isEqualTo(2);
    assertThat(Json.list(divergence, "offenders"))
        .anyMatch(
            each ->
                Json.text((Map<?, ?>) each, "cause").equals(cause)
                    && Json.number((Map<?, ?>) each, "epoch") == START + 2);
    Map<?, ?> counts = Json.object(Json.object(divergence, "causes"), cause);
    assertThat(Json.number(counts, "records")).isEqualTo(records);
  }

  private List<History.One> all() {
    List<History.One> all = new ArrayList<>(List.of(lost));
    all.addAll(others);
    return all;
  }

  private void enter(List<History.One> some) {
    some.forEach(one -> archive.enter(one.line()));
    archive.object("part", some.stream().map(History.One::line).toList());
  }

  private Map<?, ?> compared(long from) {
    Job.Hot hot = new Job.Hot("hot", from, Span.parse("14d"));
    Job.Lacking lacking = new Job.Lacking(TestArchive.CLOCK.instant(), List.of());
    Job job =
        archive.job(START + WINDOW + 5, Optional.of(hot), Optional.empty(), Optional.of(lacking));
    return Json.object(archive.runOnOneThread(job), "divergence");
  }

  private History.One sale(String id, String shard, long epoch) {
    Sale sale = new Sale(id, 0, "Ulm", true, 3, 1.0);
    long arrival = (START + epoch) * TestArchive.EPOCH.millis();
    return new History.One(whole.arrived(shard, arrival, sale.data()), sale, true);
  }
}
