package io.trueup.merge;

import io.trueup.definition.View;
import io.trueup.port.Table;
import io.trueup.store.Heads;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.Library;
import io.trueup.store.Pointer;
import io.trueup.store.Tenure;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.time.Instant;
import java.util.Optional;

/**
 * What one answer is read by: the pointer, read once, then the heads, and the definition of the
 * version that the pointer names. Deltas are read after it is taken, so that its certificate never
 * claims more than was read.
 */
public record Snapshot(Pointer pointer, Tenure definition, Certificate certificate) {

  /** The definition of what the pointer names is closed a run after it left the pointer. */
  private static final int MOST_TRIES = 3;

  /** As below, with heads that are read now. */
  public static Snapshot take(
      Table control, Library library, Epochs epochs, Span retention, long now) {
    return take(control, new RecentHeads(control, library), epochs, retention, now);
  }

  /** Takes a snapshot at {@code now} (milliseconds), hot items being kept for {@code retention}. */
  public static Snapshot take(
      Table control, RecentHeads recent, Epochs epochs, Span retention, long now) {
    Pointer pointer;
    int tries = 0;
    do {
      pointer = Pointer.read(control);
      Optional<Snapshot> taken = of(pointer, control, recent, epochs, retention, now);
      if (taken.isPresent()) {
        return taken.get();
      }
    } while (++tries < MOST_TRIES);
    throw new IllegalStateException(
        "the definition of %s is not in force, expected it to be".formatted(pointer));
  }

  /** As above, by the pointer of a pin; empty when its version is not kept any more. */
  public static Optional<Snapshot> takeAgain(
      Pin pin, Table control, RecentHeads recent, Epochs epochs, Span retention, long now) {
    return pin.in(Pointer.read(control))
        .flatMap(pointer -> of(pointer, control, recent, epochs, retention, now));
  }

  /** Empty when live numbers of the pointer's definition may end before the heads. */
  private static Optional<Snapshot> of(
      Pointer pointer, Table control, RecentHeads recent, Epochs epochs, Span retention, long now) {
    RecentHeads.Known known = recent.at(now);
    Optional<Tenure> definition = known.inForce().serving(pointer);
    if (definition.isEmpty()) {
      known = recent.anew(now);
      definition = known.inForce().serving(pointer);
    }
    Heads heads = known.heads();
    return definition.map(
        it ->
            new Snapshot(
                pointer, it, certificate(pointer, heads, control, epochs, retention, now)));
  }

  private static Certificate certificate(
      Pointer pointer, Heads heads, Table control, Epochs epochs, Span retention, long now) {
    long cut = pointer.cut();
    long asOf = heads.asOf(cut, epochs);
    boolean expired =
        heads
            .firstLive(cut, new Ledger(control, Layer.SPEED))
            .map(epoch -> epochs.start(epoch) + retention.millis() <= now)
            .orElse(false);
    return new Certificate(
        pointer.generation(),
        pointer.version(),
        Instant.ofEpochMilli(epochs.start(cut)),
        asOf == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(asOf)),
        pointer.hold() == Pointer.Hold.PINNED ? Certificate.Hold.PINNED : Certificate.Hold.FREE,
        expired
            ? Certificate.Completeness.DELTAS_MAY_HAVE_EXPIRED
            : Certificate.Completeness.COMPLETE);
  }

  /** Whether the version served speaks of a view as it is defined now. */
  public boolean covers(View view) {
    return pointer
        .version()
        .map(version -> view.fingerprint().equals(version.fingerprints().get(view.name())))
        .orElse(true);
  }
}
