package io.trueup.simulation;

import io.trueup.event.Position;
import io.trueup.store.Layer;
import io.trueup.store.Pointer;
import io.trueup.store.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The end of a history: nothing goes wrong any more, all that was sent is processed, and a last
 * true-up makes everything exact.
 */
final class Ending {

  /** Longer than an epoch, and than anything that was delayed is under way. */
  private static final long EPOCH_AND_MORE = 21_000;

  /** Longer than the lease of an operator's call, of which a late write may be left. */
  private static final long CALL_AND_MORE = 31 * 60_000;

  private static final int MOST_WAITS = 50;
  private static final int ATTEMPTS = 10;

  /** How an execution may end only where something goes wrong. */
  private static final Set<String> FAILED = Set.of("failed", "not retired", "stopped");

  private final Scheduler scheduler;
  private final Faults faults;
  private final Cloud cloud;
  private final Producers producers;
  private final TrueUps trueUps;
  private final Losses losses;
  private final Deployments deployments;
  private final List<Mapping> mappings;

  Ending(
      Scheduler scheduler,
      Faults faults,
      Cloud cloud,
      Producers producers,
      TrueUps trueUps,
      Losses losses,
      Deployments deployments,
      List<Mapping> mappings) {
    this.scheduler = scheduler;
    this.faults = faults;
    this.cloud = cloud;
    this.producers = producers;
    this.trueUps = trueUps;
    this.losses = losses;
    this.deployments = deployments;
    this.mappings = mappings;
  }

  void reach() {
    boolean damaging = faults.happens(Fault.DAMAGED_DELTA, "in the end", 0.3);
    boolean trying = faults.happens(Fault.DRY_RUN, "in the end", 0.2);
    boolean whole = faults.happens(Fault.FULL, "in the end", 0.15);
    faults.end();
    scheduler.sleep(EPOCH_AND_MORE);
    producers.beats();
    long last = lastEpoch();
    scheduler.sleep(EPOCH_AND_MORE);
    producers.beats();
    for (int i = 0; i < MOST_WAITS && !isQuiet(); i++) {
      scheduler.sleep(EPOCH_AND_MORE);
    }
    scheduler.sleep(EPOCH_AND_MORE);
    requireProcessed();
    // Of a number that is wrong where a layer also lacks records nobody knows which it is.
    Optional<Damage> damage = damaging && !losses.arePossible() ? damage() : Optional.empty();
    damage.ifPresent(it -> trueUps.let(RunJudge.Person.REJECTS, it));
    if (trying) {
      run("tried", Errand.DRY);
    }
    boolean held = false;
    Set<String> before = new TreeSet<>();
    for (int i = 0; i < ATTEMPTS && !isReached(last); i++) {
      if (cloud.pointer().hold() == Pointer.Hold.PINNED) {
        trueUps.operate(Map.of("step", "resume", "run", "resume-" + i));
      }
      before = cloud.pointer().tables();
      String outcome = run("last-" + i, whole ? Errand.FULL : Errand.USUAL);
      producers.beats();
      if (outcome.equals("held")) {
        damage.ifPresent(it -> trueUps.let(RunJudge.Person.APPROVES, it));
        held = true;
      }
      scheduler.sleep(outcome.equals("busy") ? CALL_AND_MORE : EPOCH_AND_MORE);
    }
    if (!isReached(last)) {
      throw new Wrong(
          "in the end %s, expected a cut after %d, and definition %s"
              .formatted(cloud.pointer(), last, deployments.deployed().fingerprint()));
    }
    if (damage.isPresent() && !held) {
      throw new Wrong("in the end served over %s, which nobody was asked about".formatted(damage));
    }
    trueUps.look();
    requireNoOrphans(before);
  }

  /** Runs an execution in which nothing fails; its outcome. */
  private String run(String run, Errand errand) {
    String outcome = trueUps.trueUp(run, errand);
    if (FAILED.contains(outcome) || trueUps.isUntold(run)) {
      throw new Wrong(
          "in the end %s run %s %s"
              .formatted(errand, run, FAILED.contains(outcome) ? outcome : "was not told of"));
    }
    return outcome;
  }

  /** Whether all is exact, and by the definition that was deployed last. */
  private boolean isReached(long last) {
    return cloud.pointer().cut() > last
        && cloud
            .pointer()
            .version()
            .flatMap(Version::definition)
            .filter(deployments.deployed().fingerprint()::equals)
            .isPresent();
  }

  /** Numbers are compared of a definition that is served already. */
  private Optional<Damage> damage() {
    Pointer pointer = cloud.pointer();
    Shop served = Shops.of(pointer.version().flatMap(Version::definition));
    return served.equals(deployments.deployed())
        ? Damage.inflict(cloud.hotSeen(), served, pointer.cut(), scheduler.now())
        : Optional.empty();
  }

  private boolean isQuiet() {
    return trueUps.isIdle() && mappings.stream().allMatch(Mapping::isIdle);
  }

  private long lastEpoch() {
    return cloud.stream.arrived().stream().mapToLong(Arrived::epoch).max().orElse(0);
  }

  private void requireProcessed() {
    if (!mappings.stream().allMatch(Mapping::isIdle)) {
      throw new Wrong("in the end a layer has not processed everything");
    }
    for (Layer layer : Layer.values()) {
      Map<String, Position> heads = cloud.heads(layer);
      for (Arrived each : cloud.stream.arrived()) {
        Position head = heads.get(each.shard());
        if (head == null || head.compareTo(each.position()) < 0) {
          throw new Wrong("in the end %s is at %s, expected at %s".formatted(layer, head, each));
        }
      }
      new Ledgers(layer, cloud.stream.arrived(), losses.retention())
          .judge(cloud.controlSeen(), heads.keySet());
    }
  }

  /** Tables that the last swap let go stay for the readers of before. */
  private void requireNoOrphans(Set<String> before) {
    Set<String> named = new TreeSet<>(cloud.pointer().tables());
    named.addAll(before);
    if (!named.equals(new TreeSet<>(cloud.tables.names()))) {
      throw new Wrong("in the end %s, expected %s".formatted(cloud.tables.names(), named));
    }
    if (cloud.isLeased()) {
      throw new Wrong("in the end the lease is held");
    }
  }
}
