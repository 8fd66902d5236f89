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
    Optional<Pointer> next;
    try {
      if (isPinned(pointer, version)) {
        return swapped(pointer);
      }
      next = pointer.rolledBackTo(version);
      next.ifPresent(it -> swap(pointer, it));
    } finally {
      deployment.release(run);
    }
    next.ifPresent(it -> tell(run, VersionSwapped.By.ROLLBACK, it));
    return next.map(Rollback::swapped)
        .orElseGet(
            () ->
                Map.of(
                    "outcome",
                    "unknown",
                    "kept",
                    pointer.previous().stream().map(Version::id).toList()));
  }

  /** Whether an earlier call has done it, whose answer was lost. */
  private static boolean isPinned(Pointer pointer, String version) {
    return pointer.hold() == Pointer.Hold.PINNED
        && pointer.version().map(Version::id).filter(version::equals).isPresent();
  }

  /** Lets true-ups swap again. */
  Map<String, Object> resume(Run run) {
    Pointer pointer = leased(run);
    Pointer next = pointer.resumed();
    try {
      if (pointer.hold() == Pointer.Hold.FREE) {
        return Map.of("outcome", "free", "generation", pointer.generation());
      }
      swap(pointer, next);
    } finally {
      deployment.release(run);
    }
    tell(run, VersionSwapped.By.RESUME, next);
    return swapped(next);
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

  /** The client sends a write again whose answer got lost, and that is refused by the first. */
  private void swap(Pointer pointer, Pointer next) {
    if (pointer.swap(deployment.control(), next) instanceof Outcome.Refused refused
        && !Pointer.read(deployment.control()).equals(next)) {
      throw new IllegalStateException(
          "swap from generation %d: found %s".formatted(pointer.generation(), refused.stored()));
    }
  }

  private static Map<String, Object> swapped(Pointer now) {
    return Map.of("outcome", "swapped", "generation", now.generation());
  }

  /** Nobody waits for the lease meanwhile: a bus may take long to fail. */
  private void tell(Run run, VersionSwapped.By by, Pointer now) {
    now.version().ifPresent(version -> tell(run, by, version, now.generation()));
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
