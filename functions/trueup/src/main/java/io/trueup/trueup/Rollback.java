package io.trueup.trueup;

import io.trueup.notice.VersionSwapped;
import io.trueup.port.Outcome;
import io.trueup.store.Approval;
import io.trueup.store.Pointer;
import io.trueup.store.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator may do to the pointer: roll back to a kept version, which pins it, and resume,
 * which lets true-ups swap again. Both are swaps under the lease, and those who listen are told of
 * them; that nobody could be told takes nothing back.
 */
final class Rollback {

  private final Deployment deployment;
  private final Untold untold;

  Rollback(Deployment deployment, Untold untold) {
    this.deployment = deployment;
    this.untold = untold;
  }

  /** Serves a kept version again and pins it; {@code unknown} when it is not kept. */
  Map<String, Object> rollback(Run run, String version) {
    Pointer pointer = leased(run);
    try {
      return pointer
          .rolledBackTo(version)
          .map(next -> swap(run, VersionSwapped.By.ROLLBACK, pointer, next))
          .orElseGet(
              () ->
                  Map.of(
                      "outcome",
                      "unknown",
                      "kept",
                      pointer.previous().stream().map(Version::id).toList()));
    } finally {
      deployment.release(run);
    }
  }

  /** Lets true-ups swap again. */
  Map<String, Object> resume(Run run) {
    Pointer pointer = leased(run);
    try {
      return pointer.hold() == Pointer.Hold.FREE
          ? Map.of("outcome", "free", "generation", pointer.generation())
          : swap(run, VersionSwapped.By.RESUME, pointer, pointer.resumed());
    } finally {
      deployment.release(run);
    }
  }

  private Pointer leased(Run run) {
    if (!deployment.leaseTo(run)) {
      throw new IllegalStateException(
          "'%s' asks for the lease while %s".formatted(run.name(), holder()));
    }
    return Pointer.read(deployment.control());
  }

  /** Who has the lease, and what to do about it. */
  private String holder() {
    return Approval.waiting(deployment.control(), deployment.clock().millis())
        .map(Approval::run)
        .map(
            it ->
                "run '%s' waits for approval: end it by `trueup reject %s`, and try again"
                    .formatted(it, it))
        .orElse("a true-up is running: try again when it has ended");
  }

  private Map<String, Object> swap(Run run, VersionSwapped.By by, Pointer pointer, Pointer next) {
    if (pointer.swap(deployment.control(), next) instanceof Outcome.Refused refused) {
      throw new IllegalStateException(
          "swap from generation %d: found %s".formatted(pointer.generation(), refused.stored()));
    }
    next.version().ifPresent(version -> tell(run, by, version, next.generation()));
    return Map.of("outcome", "swapped", "generation", next.generation());
  }

  private void tell(Run run, VersionSwapped.By by, Version version, long generation) {
    Audience audience = deployment.audience();
    VersionSwapped swapped =
        new VersionSwapped(
            audience.swap(run.name(), version, generation),
            by,
            Telling.cut(deployment, version),
            Optional.empty());
    try {
      audience.bus().put(List.of(swapped.notice()));
    } catch (RuntimeException failed) {
      untold.say(run.name(), failed.toString());
    }
  }
}
