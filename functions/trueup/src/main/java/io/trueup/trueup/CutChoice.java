package io.trueup.trueup;

import io.trueup.store.Heads;
import io.trueup.store.Layer;
import io.trueup.store.Lease;
import io.trueup.store.Ledger;
import io.trueup.store.Pointer;
import io.trueup.store.ShardMap;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The first step of a true-up: takes the lease and the newest cut that the archive's heads have
 * passed on every shard, and says what the recompute is to do. Outcomes: {@code cut}, or {@code
 * busy} (another run holds the lease), {@code pinned} (a rollback holds the version), {@code
 * nothing} (no epoch has ended since the last cut).
 */
final class CutChoice {

  /** Longer than any step; every step renews it. */
  static final Duration LEASE = Duration.ofHours(2);

  /** How long a gap between archive and ledger is waited for. */
  private static final Duration GATE = Duration.ofHours(1);

  private final Deployment deployment;

  CutChoice(Deployment deployment) {
    this.deployment = deployment;
  }

  Map<String, Object> choose(String run) {
    if (Lease.take(deployment.control(), run, LEASE, deployment.clock()).isEmpty()) {
      return Map.of("outcome", "busy");
    }
    Pointer pointer = Pointer.read(deployment.control());
    if (pointer.hold() == Pointer.Hold.PINNED) {
      return released(run, "pinned");
    }
    long cut = archiveCut();
    return cut > pointer.cut() ? job(run, cut) : released(run, "nothing");
  }

  private Map<String, Object> released(String run, String outcome) {
    Lease.release(deployment.control(), run);
    return Map.of("outcome", outcome);
  }

  private long archiveCut() {
    Ledger archive = new Ledger(deployment.control(), Layer.ARCHIVE);
    return Heads.read(ShardMap.read(deployment.control()), archive).cut();
  }

  private Map<String, Object> job(String run, long cut) {
    Deployment.Names names = deployment.names();
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("outcome", "cut");
    job.put("run", run);
    job.put("cut", cut);
    job.put("definition", deployment.inForce().location());
    job.put("fingerprint", deployment.inForce().fingerprint());
    job.put("epoch", deployment.inForce().epoch().toString());
    job.put("archive_bucket", names.archiveBucket());
    job.put("archive_prefix", "archive/");
    job.put("control_table", names.controlTable());
    job.put("segment_prefix", names.segmentPrefix());
    job.put("kms_key", names.key());
    job.put("deadline", deployment.clock().instant().plus(GATE).toString());
    return job;
  }
}
