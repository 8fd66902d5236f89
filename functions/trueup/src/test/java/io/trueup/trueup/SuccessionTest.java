package io.trueup.trueup;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.store.CrossChecking;
import io.trueup.store.InForce;
import io.trueup.store.Json;
import io.trueup.store.Layer;
import io.trueup.store.Tally;
import io.trueup.store.Tenure;
import io.trueup.store.Version;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Rule 12 in the true-up: whose version comes next, and which definitions are filled on. */
class SuccessionTest {

  private static final String FIRST = "fingerprint";
  private static final String SECOND = "second";
  private static final List<String> BOTH = List.of(FIRST, SECOND);

  /** The events' window of an hour, in epochs of 5 minutes. */
  private static final long WINDOW = 12;

  private final Works works = new Works(1);
  private final Deployment changed = works.deploying(SECOND);

  /** The epoch from which on a definition that is deployed now is in force. */
  private final long from = works.deployment.epochs().of(works.clock.millis()) + InForce.NOTICE;

  private int runs;

  @Test
  void choose_changedAndNotFilled_isTheFirst() {
    establish();
    entered(from - 1, List.of());
    assertThat(chosen(changed)).isEqualTo(FIRST);
  }

  @Test
  void choose_filledAndWindowPassed_isTheChanged() {
    establish();
    entered(from - 1, List.of());
    entered(from, BOTH);
    entered(from + WINDOW - 1, BOTH);
    assertThat(chosen(changed)).isEqualTo(FIRST);
    entered(from + WINDOW, BOTH);
    Map<String, Object> job = choose(changed);
    assertThat(job).containsEntry("fingerprint", SECOND);
    assertThat(job).containsEntry("definition", "s3://assets/second.zip");
    assertThat(chosen(works.deployment)).isEqualTo(FIRST);
    // Live numbers of a definition are compared from the cut on that it has been served from.
    assertThat(job.get("from")).isEqualTo(job.get("cut"));
    assertThat(choose(works.deployment)).containsEntry("from", 0L);
  }

  /** A worker that had not heard of it may take an epoch after its begin without it. */
  @Test
  void choose_anEpochTakenWithoutIt_countsFromThere() {
    establish();
    entered(from, BOTH);
    entered(from + 1, List.of());
    entered(from + 2, BOTH);
    entered(from + WINDOW + 1, BOTH);
    assertThat(chosen(changed)).isEqualTo(FIRST);
    entered(from + WINDOW + 2, BOTH);
    assertThat(chosen(changed)).isEqualTo(SECOND);
  }

  /** An attempt that is under way may yet enter records without it. */
  @Test
  void choose_headWithoutIt_isTheFirst() {
    establish();
    entered(from, BOTH);
    works.enter(Layer.ARCHIVE, works.shard(0), from + 20, Tally.NONE, BOTH);
    works.enter(Layer.SPEED, works.shard(0), from + 20, Tally.NONE, List.of());
    assertThat(chosen(changed)).isEqualTo(FIRST);
  }

  @Test
  void choose_speedIsDead_trueUpsOfTheFirstGoOn() {
    establish();
    works.enter(Layer.ARCHIVE, works.shard(0), from + 50, Tally.NONE, BOTH);
    assertThat(chosen(changed)).isEqualTo(FIRST);
  }

  @Test
  void settle_changed_versionNamesItAndTheFirstIsFilledWhileItIsKept() {
    served(SECOND, from + WINDOW);
    assertThat(version().definition()).contains(SECOND);
    assertThat(open()).containsExactly(FIRST, SECOND);
    trueUp(changed, from + 20);
    trueUp(changed, from + 30);
    assertThat(works.pointer().previous()).extracting(Version::id).contains("r1");
    assertThat(open()).containsExactly(FIRST, SECOND);
    trueUp(changed, from + 40);
    assertThat(open()).containsExactly(SECOND);
    assertThat(inForce().first().until()).isEqualTo(OptionalLong.of(from));
  }

  @Test
  void rollback_toTheFirst_thenAsBefore() {
    served(SECOND, from + WINDOW);
    step(changed, "rollback", "person", "version", "r1");
    assertThat(inForce().serving(works.pointer()).map(Tenure::fingerprint)).contains(FIRST);
    step(changed, "resume", "person");
    trueUp(changed, from + 20);
    assertThat(version().definition()).contains(SECOND);
  }

  @Test
  void deploy_firstAgainBeforeTheSecondIsServed_secondIsClosed() {
    establish();
    entered(from, BOTH);
    trueUp(works.deployment, from);
    assertThat(version().definition()).contains(FIRST);
    assertThat(open()).containsExactly(FIRST);
  }

  /** It is filled to this day, so the next version may be of it. */
  @Test
  void deploy_firstAgainWhileItIsKept_isServedAtOnce() {
    served(SECOND, from + WINDOW);
    entered(from + 20, BOTH);
    assertThat(chosen(works.deployment)).isEqualTo(FIRST);
  }

  @Test
  void deploy_thirdBeforeTheSecondIsServed_secondIsClosedAndTheFirstServedOn() {
    establish();
    Deployment third = works.deploying("third");
    entered(from, BOTH);
    trueUp(third, from);
    assertThat(version().definition()).contains(FIRST);
    assertThat(open()).containsExactly(FIRST, "third");
  }

  @Test
  void deploy_closedBefore_comesBackAsATenureOfItsOwn() {
    deploy_firstAgainBeforeTheSecondIsServed_secondIsClosed();
    entered(from + 30, List.of());
    assertThat(chosen(changed)).isEqualTo(FIRST);
    assertThat(inForce().tenures())
        .extracting(Tenure::fingerprint)
        .containsExactly(FIRST, SECOND, SECOND);
    assertThat(open()).containsExactly(FIRST, SECOND);
  }

  /** What was chosen by a pointer of before is not protected from being closed. */
  @Test
  void settle_rolledBackAndResumedSinceItsDefinitionWasChosen_held() {
    establish();
    entered(from, BOTH);
    trueUp(works.deployment, from);
    trueUp(works.deployment, from + 1);
    entered(from + WINDOW + 2, BOTH);
    step(changed, "choose-cut", "late");
    works.loaded("late", from + WINDOW + 2);
    step(changed, "release", "late");
    step(changed, "rollback", "person", "version", "r1");
    step(changed, "resume", "person");
    works.report("late", report(SECOND, "late", from + WINDOW + 2));
    assertThat(step(changed, "settle", "late", "attempt", 1))
        .containsEntry("outcome", "held")
        .extracting("why")
        .asString()
        .startsWith("another swap came after definition second was chosen");
  }

  @Test
  void below_countedByOtherDefinitions_isEqualByItsRecords() {
    establish();
    Tally one = new Tally(Map.of("received", 2L, "accepted", 2L), 7);
    Tally other = new Tally(Map.of("received", 2L, "rejected.schema", 2L), 7);
    works.enter(Layer.SPEED, works.shard(0), from, one, BOTH);
    works.enter(Layer.ARCHIVE, works.shard(0), from, other, List.of());
    works.enter(Layer.SPEED, works.shard(0), from + 1, Tally.NONE, BOTH);
    assertThat(CrossChecking.below(from + 1, works.control).outcome())
        .isEqualTo(CrossChecking.Outcome.EQUAL);
    works.enter(Layer.SPEED, works.shard(0), from + 2, new Tally(Map.of("received", 2L), 8), BOTH);
    works.enter(Layer.ARCHIVE, works.shard(0), from + 2, one, List.of());
    works.enter(Layer.SPEED, works.shard(0), from + 3, Tally.NONE, BOTH);
    assertThat(CrossChecking.below(from + 3, works.control).outcome())
        .isEqualTo(CrossChecking.Outcome.CONTRADICTORY);
  }

  /** A version of the first definition, and then one of a changed one. */
  private void served(String fingerprint, long cut) {
    establish();
    entered(from, BOTH);
    trueUp(works.deployment, from);
    trueUp(works.deploying(fingerprint), cut);
    assertThat(version().id()).isEqualTo("r2");
  }

  private void establish() {
    InForce.establish(works.control, works.deployment.deployed(), works.clock.millis());
    InForce.establish(works.control, changed.deployed(), works.clock.millis());
  }

  private void entered(long epoch, List<String> definitions) {
    for (Layer layer : Layer.values()) {
      works.enter(layer, works.shard(0), epoch, Tally.NONE, definitions);
    }
  }

  private void trueUp(Deployment deployment, long cut) {
    String run = "r" + ++runs;
    if (cut > from) {
      entered(cut, BOTH);
    }
    Map<String, Object> job = step(deployment, "choose-cut", run);
    works.loaded(run, cut).report(run, report(Json.text(job, "fingerprint"), run, cut));
    assertThat(step(deployment, "settle", run, "attempt", 1)).containsEntry("outcome", "swapped");
    step(deployment, "retire", run, "unnamed", Json.list(job, "unnamed"));
  }

  private static Map<String, Object> report(String definition, String run, long cut) {
    return Map.of(
        "outcome", "loaded", "cut", cut, "table", Works.PREFIX + run, "definition", definition);
  }

  private String chosen(Deployment deployment) {
    return Json.text(choose(deployment), "fingerprint");
  }

  /** What a run would do, which then gives up. */
  private Map<String, Object> choose(Deployment deployment) {
    Map<String, Object> job = step(deployment, "choose-cut", "r");
    step(deployment, "release", "r");
    return job;
  }

  private static Map<String, Object> step(
      Deployment deployment, String step, String run, Object... more) {
    Map<String, Object> input = new java.util.TreeMap<>(Map.of("step", step, "run", run));
    for (int i = 0; i < more.length; i += 2) {
      input.put((String) more[i], more[i + 1]);
    }
    return new StepHandler(deployment, System.out).step(input);
  }

  private Version version() {
    return works.pointer().version().orElseThrow();
  }

  private InForce inForce() {
    return InForce.read(works.control).orElseThrow();
  }

  private List<String> open() {
    return inForce().tenures().stream().filter(Tenure::isOpen).map(Tenure::fingerprint).toList();
  }
}
