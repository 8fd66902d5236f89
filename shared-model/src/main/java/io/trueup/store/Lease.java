package io.trueup.store;

import io.trueup.port.Condition;
import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Outcome;
import io.trueup.port.Runs;
import io.trueup.port.Table;
import io.trueup.port.Value;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The one lease under which a deployment swaps, retires and rolls back: who holds it, a run by its
 * ARN or a person's call by its name, and until when, in milliseconds since 1970. It is taken or
 * renewed on the condition of what was read, so that of two who find it free one gets it. It keeps
 * two runs from doing the same work; that no swap is lost is up to the pointer's own condition.
 */
public record Lease(String holder, long until) {

  private static final Key KEY = new Key("lease", "lease");

  /** Takes or renews the lease; empty when somebody else holds it and has not ended. */
  public static Optional<Lease> take(
      Table control, String holder, Duration length, Clock clock, Runs runs) {
    long now = clock.millis();
    Lease wanted = new Lease(holder, now + length.toMillis());
    Optional<Item> stored = control.read(KEY);
    if (stored.isPresent() && !of(stored.get()).isOpenTo(holder, now, runs)) {
      return Optional.empty();
    }
    Condition condition =
        stored.map(item -> item.unchanged("state")).orElseGet(Condition.Absent::new);
    Outcome outcome = control.write(wanted.item(), condition);
    return outcome.isThere(wanted.item()) ? Optional.of(wanted) : Optional.empty();
  }

  /** The lease as it stands, whether its time is over or not. */
  public static Optional<Lease> read(Table control) {
    return control.read(KEY).map(Lease::of);
  }

  /** The name of the run that holds it: an execution's, which ends its ARN, or a call's. */
  public String run() {
    return holder.substring(holder.lastIndexOf(':') + 1);
  }

  /** Gives the lease up, if this holder has it. */
  public static void release(Table control, String holder) {
    control
        .read(KEY)
        .filter(item -> of(item).holder.equals(holder))
        .ifPresent(item -> control.remove(KEY, item.unchanged("state")));
  }

  private boolean isOpenTo(String other, long now, Runs runs) {
    return holder.equals(other) || until <= now || runs.hasEnded(holder);
  }

  private Item item() {
    return Item.of(
        KEY,
        Map.of(
            "v", new Value.Whole(1),
            "state",
                new Value.Text(
                    Json.write(new TreeMap<>(Map.of("holder", holder, "until", until))))));
  }

  private static Lease of(Item item) {
    Format.check(item, 1);
    Map<String, Object> state = Json.object(item.text("state"));
    return new Lease(Json.text(state, "holder"), Json.number(state, "until"));
  }
}
