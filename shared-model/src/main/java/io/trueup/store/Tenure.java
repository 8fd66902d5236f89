package io.trueup.store;

import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The epochs that a definition is in force for: those from {@code from} on, and before {@code
 * until} once it is closed. {@code location} is where the definition of the fingerprint is loaded
 * from. {@code claimed} is the generation of the pointer from which a run swaps to a version of the
 * definition, or never: while the pointer is at that, nobody may close the tenure. A definition
 * that comes back after it was closed has a tenure of its own.
 */
public record Tenure(
    String fingerprint, String location, long from, OptionalLong until, OptionalLong claimed) {

  public Tenure {
    if (from < 0 || (until.isPresent() && until.getAsLong() < from)) {
      throw new IllegalArgumentException(
          "definition %s is in force for epochs [%d, %s), expected 0 or more, and an end not before"
              .formatted(fingerprint, from, until));
    }
  }

  /** In force from an epoch on, with no end in sight. */
  public static Tenure from(long epoch, String fingerprint, String location) {
    return new Tenure(fingerprint, location, epoch, OptionalLong.empty(), OptionalLong.empty());
  }

  public boolean isOpen() {
    return until.isEmpty();
  }

  public boolean has(long epoch) {
    return from <= epoch && (until.isEmpty() || epoch < until.getAsLong());
  }

  /**
   * Whether a run may yet swap to a version of this definition from a generation, or a later one.
   */
  boolean isClaimedAt(long generation) {
    return claimed.isPresent() && claimed.getAsLong() >= generation;
  }

  Tenure claimed(long generation) {
    return new Tenure(fingerprint, location, from, until, OptionalLong.of(generation));
  }

  /** Closed at an epoch, or at its begin if that is later. */
  Tenure closed(long epoch) {
    return new Tenure(fingerprint, location, from, OptionalLong.of(Math.max(from, epoch)), claimed);
  }

  /** Members in the order of their names, so that equal tenures are equal text. */
  Map<String, Object> json() {
    Map<String, Object> json = new TreeMap<>();
    json.put("fingerprint", fingerprint);
    json.put("from", from);
    json.put("location", location);
    until.ifPresent(epoch -> json.put("until", epoch));
    claimed.ifPresent(generation -> json.put("claimed", generation));
    return json;
  }

  static Tenure of(Map<?, ?> json) {
    return new Tenure(
        Json.text(json, "fingerprint"),
        Json.text(json, "location"),
        Json.number(json, "from"),
        number(json, "until"),
        number(json, "claimed"));
  }

  private static OptionalLong number(Map<?, ?> json, String member) {
    return json.containsKey(member)
        ? OptionalLong.of(Json.number(json, member))
        : OptionalLong.empty();
  }
}
