package io.trueup.definition;

import com.google.protobuf.NullValue;
import com.google.protobuf.Timestamp;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.trueup.event.Event;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A condition that CEL compiled; {@code fields} are those that it names, by path. */
record CelCondition(String text, CelRuntime.Program program, Map<String, Field> fields)
    implements Condition {

  CelCondition {
    fields = Map.copyOf(fields);
  }

  @Override
  public boolean holds(Event event) {
    try {
      return Boolean.TRUE.equals(
          program.eval(name -> Optional.ofNullable(fields.get(name)).map(it -> value(event, it))));
    } catch (CelEvaluationException e) {
      // Whether an event counts must not depend on more than the event: there is no third answer.
      return false;
    }
  }

  private static Object value(Event event, Field field) {
    return inCel(event.value(field));
  }

  private static Object inCel(@Nullable Object value) {
    if (value == null) {
      return NullValue.NULL_VALUE;
    }
    if (value instanceof BigDecimal decimal) {
      return new CelDecimals.Value(decimal);
    }
    return value instanceof Instant time
        ? Timestamp.newBuilder().setSeconds(time.getEpochSecond()).setNanos(time.getNano()).build()
        : value;
  }
}
