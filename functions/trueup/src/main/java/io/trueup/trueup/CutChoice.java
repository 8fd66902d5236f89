package io.trueup.trueup;

import io.trueup.definition.Batch;
import io.trueup.port.Outcome;
import io.trueup.store.Approval;
import io.trueup.store.Heads;
import io.trueup.store.InForce;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.Pointer;
import io.trueup.store.Segment;
import io.trueup.store.ShardMap;
import io.trueup.store.Tenure;
import io.trueup.store.Version;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The first step of a true-up: takes the lease and the newest cut that the heads of both layers
 * have passed on every shard, or of the archive alone where the speed layer is far behind; and says
 * what the recompute is to do, by which definition, and which tables the run may retire at its end.
 * Outcomes: {@code cut}, or {@code busy} (another run holds the lease and goes on, or waits for a
 * person's approval, which is said), {@code pinned} (a rollback holds the version), {@code nothing}
 * (no epoch has ended since the last cut).
 */
final class CutChoice {

  /**
   * By how many epochs the speed layer may hold a cut back, so that a version is not left without a
   * cross-check by a moment.
   */
  private static final long PATIENCE = 2;

  private final Deployment deployment;

  CutChoice(Deployment deployment) {
    this.deployment = deployment;
  }

  /** How much a run recomputes at least. */
  enum Extent {
    /** As much as is due. */
    WHAT_IS_NEW,
    FULL
  }

  Map<String, Object> choose(Run run, Extent extent) {
    if (!deployment.leaseTo(run)) {
      return busy();
    }
    while (true) {
      // What is in force is read before the pointer: a claim made since makes this one fail.
      InForce inForce =
          InForce.establish(
              deployment.control(), deployment.deployed(), deployment.clock().millis());
      Pointer pointer = Pointer.read(deployment.control());
      if (pointer.hold() == Pointer.Hold.PINNED) {
        return released(run, "pinned");
      }
      long cut = cutAfter(pointer.cut());
      if (cut <= pointer.cut()) {
        return released(run, "nothing");
      }
      Tenure tenure =
          new Succession(deployment.control(), deployment.library(), inForce)
              .next(deployment.deployed().first().fingerprint(), pointer, cut);
      InForce claimed = inForce.claimed(tenure, pointer.generation());
      if (claimed.equals(inForce)
          || !(inForce.swap(deployment.control(), claimed) instanceof Outcome.Refused)) {
        return job(run, cut, tenure, pointer, extent);
      }
    }
  }

  private Map<String, Object> busy() {
    Map<String, Object> answer = new LinkedHashMap<>(Map.of("outcome", "busy"));
    Approval.waiting(deployment.control(), deployment.clock().millis())
        .ifPresent(
            question -> {
              answer.put("waits_for", "approval");
              answer.put("run", question.run());
              answer.put("why", question.why());
            });
    return answer;
  }

  private Map<String, Object> released(Run run, String outcome) {
    deployment.release(run);
    return Map.of("outcome", outcome);
  }

  /** A cut that may follow another: at most that one if no epoch has ended since. */
  private long cutAfter(long last) {
    ShardMap map = ShardMap.read(deployment.control());
    long archived = Heads.read(map, new Ledger(deployment.control(), Layer.ARCHIVE)).cut();
    long counted = Heads.read(map, new Ledger(deployment.control(), Layer.SPEED)).cut();
    boolean waits = counted > last && counted >= archived - PATIENCE;
    return waits ? Math.min(counted, archived) : archived;
  }

  private Map<String, Object> job(
      Run run, long cut, Tenure definition, Pointer pointer, Extent extent) {
    Deployment.Names names = deployment.names();
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("outcome", "cut");
    job.put("run", run.name());
    job.put("cut", cut);
    job.put("definition", copy(definition).location());
    job.put("fingerprint", definition.fingerprint());
    job.put("epoch", deployment.deployed().epoch().toString());
    job.put("archive_bucket", names.archiveBucket());
    job.put("archive_prefix", "archive/");
    job.put("control_table", names.controlTable());
    job.put("hot_table", names.hot().table());
    job.put("hot_retention", names.hot().retention().toString());
    job.put("from", comparedFrom(definition, pointer, cut));
    job.put("segment_prefix", names.segmentPrefix());
    job.put("kms_key", names.key());
    Instant now = Instant.ofEpochMilli(deployment.clock().millis());
    job.put("stream", names.stream());
    job.put("again_from", now.plusMillis(deployment.gate().millis() / 2).toString());
    String deadline = now.plusMillis(deployment.gate().millis()).toString();
    job.put("deadline", deadline);
    job.put("lacking_from", deadline);
    // What lacks in these tables a person has accepted.
    job.put("served", pointer.version().map(Version::tables).orElse(List.of()));
    Batch batch = deployment.library().load(copy(definition)).batch();
    List<Segment> kept =
        extent == Extent.FULL
            ? List.of()
            : new Increment(batch, deployment.epochs())
                .kept(pointer, definition.fingerprint(), cut);
    job.put("base", kept.stream().map(Segment::json).toList());
    job.put("replaced", replaced(pointer, definition, kept));
    job.put("horizon", batch.horizon().toString());
    job.put("unnamed", new Retirement(deployment).unnamed(pointer));
    return job;
  }

  /** The segments of the version served, if it is of the same definition, that are not kept. */
  private static List<Map<String, Object>> replaced(
      Pointer pointer, Tenure definition, List<Segment> kept) {
    return pointer
        .version()
        .filter(version -> version.definition().equals(Optional.of(definition.fingerprint())))
        .stream()
        .flatMap(version -> version.segments().stream())
        .filter(segment -> !kept.contains(segment))
        .map(Segment::json)
        .toList();
  }

  /**
   * The epoch from which on live numbers are compared: those of a definition are whole from the cut
   * of its version on; of one that is not served yet none are.
   */
  private long comparedFrom(Tenure definition, Pointer pointer, long cut) {
    String served =
        pointer
            .version()
            .flatMap(Version::definition)
            .orElseGet(() -> deployment.library().inForce().first().fingerprint());
    return served.equals(definition.fingerprint()) ? pointer.cut() : cut;
  }

  /** Of an equal definition that was deployed again the newer copy is the one sure to be there. */
  private Tenure copy(Tenure definition) {
    Tenure deployed = deployment.deployed().first();
    return deployed.fingerprint().equals(definition.fingerprint()) ? deployed : definition;
  }
}
