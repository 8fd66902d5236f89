package io.trueup.event;

import io.trueup.definition.EventType;
import io.trueup.definition.Field;
import org.jspecify.annotations.Nullable;

/**
 * One event that its schema accepts. {@code values} holds a value per {@link EventType#fields()},
 * in that order: {@code Boolean}, {@code Long}, {@code Double}, {@code BigDecimal} of the schema's
 * scale, {@code String} or {@code java.time.Instant}; null where the schema allows it. The array is
 * not copied and must not be changed. {@code time} is the event time in milliseconds since 1970,
 * rounded down.
 */
public record Event(EventType type, String id, long time, @Nullable Object[] values) {

  /** The value of a field of this event's type; null where it is absent or null. */
  public @Nullable Object value(Field field) {
    return values[field.index()];
  }
}
