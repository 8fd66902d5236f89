package io.trueup.store;

import io.trueup.port.Condition;
import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Outcome;
import io.trueup.port.Table;
import io.trueup.port.Value;
import io.trueup.time.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which definition is in force from which epoch on, and how long an epoch is: the one control item,
 * made by the first consumer and the same for all. {@code location} says where the definition of
 * the fingerprint is loaded from.
 */
public record InForce(long from, String fingerprint, String location, Span epoch) {

  private static final Key KEY = new Key("control", "control");

  public static Optional<InForce> read(Table control) {
    return control.read(KEY).map(InForce::of);
  }

  /** What is in force: {@code mine} if nobody came before, else what the first one wrote. */
  public static InForce establish(Table control, InForce mine) {
    Optional<InForce> stored = read(control);
    if (stored.isPresent()) {
      return stored.get();
    }
    Outcome outcome = control.write(mine.item(), new Condition.Absent());
    return outcome instanceof Outcome.Refused refused
        ? refused.stored().map(InForce::of).orElseThrow()
        : mine;
  }

  private Item item() {
    return Item.of(
        KEY,
        Map.of(
            "v", new Value.Whole(1),
            "epoch", new Value.Text(epoch.toString()),
            "definitions",
                new Value.Text(
                    Json.write(
                        List.of(
                            new TreeMap<>(
                                Map.of(
                                    "from", from,
                                    "fingerprint", fingerprint,
                                    "location", location)))))));
  }

  private static InForce of(Item item) {
    Format.check(item, 1);
    Map<?, ?> first = (Map<?, ?>) Json.list(item.text("definitions")).get(0);
    return new InForce(
        Json.number(first, "from"),
        Json.text(first, "fingerprint"),
        Json.text(first, "location"),
        Span.parse(item.text("epoch")));
  }
}
