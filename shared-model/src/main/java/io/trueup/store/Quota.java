package io.trueup.store;

import io.trueup.port.Condition;
import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Outcome;
import io.trueup.port.Table;
import io.trueup.port.Value;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * How many events the backfills of a deployment have reserved of one day in UTC: all of them
 * together, whoever runs them. Events are reserved before they are sent, on the condition of what
 * was read, so that two who send at once never come over the day's quota together; what was
 * reserved and not sent is given back, and is lost for the day where its process was killed.
 */
public record Quota(LocalDate day, long reserved) {

  public Quota {
    if (reserved < 0) {
      throw new IllegalArgumentException(
          "quota of %s: %d events reserved, expected 0 or more".formatted(day, reserved));
    }
  }

  /** The quota of a day as it stands. Consistent. */
  public static Quota read(Table control, LocalDate day) {
    return of(day, control.read(key(day)));
  }

  /** How many events are left of a day's quota of {@code perDay}. */
  public long left(long perDay) {
    return Math.max(0, perDay - reserved);
  }

  /**
   * Reserves {@code wanted} events of a day, or as many as are left of {@code perDay}; returns how
   * many it got, 0 when the day's quota is used up.
   */
  public static long reserve(Table control, LocalDate day, long perDay, long wanted) {
    Optional<Item> stored = control.read(key(day));
    while (true) {
      Quota quota = of(day, stored);
      long granted = Math.min(wanted, quota.left(perDay));
      if (granted <= 0
          || !(quota.swap(control, stored, granted) instanceof Outcome.Refused refused)) {
        return Math.max(0, granted);
      }
      stored = refused.stored();
    }
  }

  /** Gives back events that were reserved of a day, and not sent. */
  public static void giveBack(Table control, LocalDate day, long unused) {
    Optional<Item> stored = control.read(key(day));
    while (unused > 0
        && of(day, stored).swap(control, stored, -unused) instanceof Outcome.Refused refused) {
      stored = refused.stored();
    }
  }

  private Outcome swap(Table control, Optional<Item> stored, long more) {
    Item next =
        Item.of(
            key(day),
            Map.of(
                "v", new Value.Whole(1),
                "reserved", new Value.Whole(new Quota(day, reserved + more).reserved)));
    return control.write(
        next, stored.map(item -> item.unchanged("reserved")).orElseGet(Condition.Absent::new));
  }

  private static Quota of(LocalDate day, Optional<Item> stored) {
    stored.ifPresent(item -> Format.check(item, 1));
    return new Quota(day, stored.map(item -> item.number("reserved")).orElse(0L));
  }

  private static Key key(LocalDate day) {
    return new Key("quota", day.toString());
  }
}
