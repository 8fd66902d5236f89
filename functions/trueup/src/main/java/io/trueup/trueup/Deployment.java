package io.trueup.trueup;

import io.trueup.port.Objects;
import io.trueup.port.Runs;
import io.trueup.port.Table;
import io.trueup.port.Tables;
import io.trueup.store.InForce;
import io.trueup.store.Json;
import io.trueup.store.Lease;
import io.trueup.store.Library;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * What the steps of a true-up work on; {@code deployed} is the definition that came with this code,
 * as if none had come before; {@code gate} is how long a run waits for an archive that is not
 * whole, in the second half of which what it lacks is read from the stream again; {@code kept} is
 * how many older versions stay for rollback; {@code audience} is who is told of swaps.
 */
public record Deployment(
    Table control,
    Objects archive,
    Tables tables,
    Library library,
    InForce deployed,
    Names names,
    Span gate,
    int kept,
    Clock clock,
    Runs runs,
    Audience audience) {

  /**
   * As long as the workflow may run at all, so that no run outlives its lease. Of one that ended
   * without giving it up it is taken over.
   */
  static final Duration LEASE = Duration.ofDays(2);

  /**
   * Longer than any call of a person takes. Nobody can be asked whether one is over, and a write of
   * the lease may land after the call that made it is.
   */
  static final Duration CALL = Duration.ofMinutes(30);

  /** The names that a recompute needs to find its input and to make its output. */
  public record Names(
      String archiveBucket,
      String controlTable,
      Hot hot,
      String stream,
      String segmentPrefix,
      String key) {}

  /** The hot table, and how long after the end of their epoch its items stay. */
  public record Hot(String table, Span retention) {}

  /** Takes or renews the lease for a run; false when another holds it. */
  boolean leaseTo(Run run) {
    return Lease.take(control, run.holder(), run.isExecution() ? LEASE : CALL, clock, runs)
        .isPresent();
  }

  /** Takes or renews the lease for a run that can't go on without. */
  void requireLease(String step, Run run) {
    if (!leaseTo(run)) {
      throw new IllegalStateException(
          "%s run '%s': another holds the lease, expected this run to".formatted(step, run.name()));
    }
  }

  void release(Run run) {
    Lease.release(control, run.holder());
  }

  /** The report that a recompute has left, with every digit of its numbers. */
  Map<String, Object> report(String key) {
    try (InputStream in = archive.read(key)) {
      return Json.exactObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException broken) {
      throw new UncheckedIOException("read the report '%s'".formatted(key), broken);
    }
  }

  Epochs epochs() {
    return new Epochs(deployed.epoch());
  }
}
