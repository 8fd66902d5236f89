package io.trueup.replay;

/**
 * The epochs of arrival that are read: those from {@code from} on and before {@code to} count;
 * those from {@code sought} on say what they may repeat.
 */
public record Extent(long sought, long from, long to) {

  public Extent {
    if (sought > from || from > to) {
      throw new IllegalArgumentException(
          "epochs from %d to %d, sought from %d, expected them in the order sought, from, to"
              .formatted(from, to, sought));
    }
  }

  public boolean isEmpty() {
    return from == to;
  }

  /** Whether a stretch counts, or not only says what may be repeated. */
  public boolean counts(Stretch stretch) {
    return from <= stretch.epoch() && stretch.epoch() < to;
  }

  boolean has(Stretch stretch) {
    return sought <= stretch.epoch() && stretch.epoch() < to;
  }
}
