package io.trueup.batch.recompute;

import static io.trueup.batch.recompute.TestArchive.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.port.Zip;
import io.trueup.store.ArchiveLine;
import io.trueup.store.Gap;
import io.trueup.store.Segment;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which epochs an increment reads, in which objects, and what it says of those before its own. */
class ReachTest {

  /** 2024-11-24T03:46:40Z. */
  private static final long FIRST = 346_484_000;

  private static final Span HORIZON = Span.parse("1h");

  private final TestArchive archive = new TestArchive();
  private final Segment base = new Segment("base", 0, FIRST);

  ReachTest() {
    archive.effects.segments().create("base");
  }

  @Test
  void after_horizonWithinAnEpoch_allOfThatEpochIsRead() {
    Epochs epochs = new Epochs(Span.parse("5m"));
    assertThat(Reach.after(100, Duration.ofMinutes(7).toMillis(), 110, epochs))
        .isEqualTo(new Reach(98, 100, 110));
    assertThat(Reach.after(100, Duration.ofMinutes(10).toMillis(), 110, epochs))
        .isEqualTo(new Reach(98, 100, 110));
    assertThat(Reach.after(1, Duration.ofDays(1).toMillis(), 2, epochs))
        .isEqualTo(new Reach(0, 1, 2));
  }

  @Test
  void constructor_outOfOrder_fails() {
    assertThatThrownBy(() -> new Reach(5, 4, 9)).hasMessageContaining("reach [5, 4, 9)");
    assertThatThrownBy(() -> new Reach(3, 4, 3)).hasMessageContaining("reach [3, 4, 3)");
  }

  @Test
  void run_objectsOfHoursBeforeTheHorizon_areNotRead() {
    write("2024/11/24/00/old", archive.record(ONE, FIRST - 5_000, sale("a")));
    write("2024/11/24/02/within", archive.record(ONE, FIRST - 700, sale("b")));
    write("2024/11/24/03/own", archive.record(ONE, FIRST, sale("c")));

    assertThat(run(soon(), "base"))
        .containsEntry("outcome", "loaded")
        .containsEntry("objects", 2)
        .containsEntry("records", 1);
  }

  @Test
  void run_neededObjectOfAnEarlierHour_incompleteAndFoundWhenTheTimeHasCome() {
    write("2024/11/23/00/misplaced", archive.record(ONE, FIRST, sale("a")));
    Job.Again later = new Job.Again("none", TestArchive.CLOCK.instant().plusMillis(1));
    assertThat(run(job(Optional.of(later), soon(), List.of("base"))))
        .containsEntry("outcome", "incomplete");

    Job.Again now = new Job.Again("none", TestArchive.CLOCK.instant());
    assertThat(run(job(Optional.of(now), soon(), List.of("base"))))
        .containsEntry("outcome", "loaded")
        .containsEntry("records", 1);
  }

  /** It is no gap of the base, and must not be forgotten with the increment that named it. */
  @Test
  void run_gapOfTheHorizonThatAnIncrementNamed_theOneThatReplacesItNamesItToo() {
    archive.record(ONE, FIRST - 10, sale("gone"));
    write("2024/11/24/03/own", archive.record(ONE, FIRST, sale("c")));
    Gap gap = new Gap(ONE, FIRST - 10, 1, 0, 0);

    assertThat(run(TestArchive.CLOCK.instant(), "base")).containsEntry("outcome", "lacking");
    assertThat(Gap.read(archive.effects.table("segment-" + (FIRST + 1)))).containsExactly(gap);

    archive.effects.segments().create("replaced").writeAll(List.of(gap.item()));
    archive.effects.segments().delete("segment-" + (FIRST + 1));
    assertThat(run(soon(), "base", "replaced")).containsEntry("outcome", "lacking");
    assertThat(Gap.read(archive.effects.table("segment-" + (FIRST + 1)))).containsExactly(gap);
  }

  private static Instant soon() {
    return TestArchive.CLOCK.instant().plusSeconds(1);
  }

  private Map<String, Object> run(Instant lackingFrom, String... served) {
    return run(job(Optional.empty(), lackingFrom, List.of(served)));
  }

  private Map<String, Object> run(Job job) {
    return archive.runOnOneThread(job);
  }

  private Job job(Optional<Job.Again> again, Instant lackingFrom, List<String> served) {
    return archive.job(
        FIRST + 1,
        Optional.empty(),
        again,
        Optional.of(new Job.Lacking(lackingFrom, served)),
        Optional.of(new Job.Base(List.of(base), HORIZON)));
  }

  private void write(String name, ArchiveLine line) {
    archive
        .effects
        .objects("bucket")
        .write("archive/" + name + ".gz", Zip.gzip(List.of(line.line())));
  }

  private static byte[] sale(String id) {
    return new Sale(id, 1_000, "Ulm", true, 6, 0.25).data();
  }
}
