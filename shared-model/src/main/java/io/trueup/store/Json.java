package io.trueup.store;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** JSON text inside stored items: objects whose members are text, whole numbers, lists, objects. */
public final class Json {

  private Json() {}

  public static String write(Object value) {
    try {
      return JSON.std.asString(value);
    } catch (IOException broken) {
      throw new UncheckedIOException("write %s as JSON".formatted(value), broken);
    }
  }

  /** JSON with the members that are null as well. */
  public static String writeWhole(Object value) {
    try {
      return JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES).asString(value);
    } catch (IOException broken) {
      throw new UncheckedIOException("write %s as JSON".formatted(value), broken);
    }
  }

  /** An object whose numbers keep every digit: one with a point is a {@code BigDecimal}. */
  public static Map<String, Object> exactObject(String text) {
    try {
      return JSON.std.with(JSON.Feature.USE_BIG_DECIMAL_FOR_FLOATS).mapFrom(text);
    } catch (IOException broken) {
      throw new UncheckedIOException("read '%s', expected a JSON object".formatted(text), broken);
    }
  }

  public static Map<String, Object> object(String text) {
    try {
      return JSON.std.mapFrom(text);
    } catch (IOException broken) {
      throw new UncheckedIOException("read '%s', expected a JSON object".formatted(text), broken);
    }
  }

  public static List<Object> list(String text) {
    try {
      return JSON.std.listFrom(text);
    } catch (IOException broken) {
      throw new UncheckedIOException("read '%s', expected a JSON list".formatted(text), broken);
    }
  }

  /** A member that must be text. */
  public static String text(Map<?, ?> object, String member) {
    return member(object, member, String.class);
  }

  /** A member that must be a whole number. */
  public static long number(Map<?, ?> object, String member) {
    return member(object, member, Number.class).longValue();
  }

  /** A member that must be an object. */
  public static Map<?, ?> object(Map<?, ?> object, String member) {
    return member(object, member, Map.class);
  }

  /** A member that must be a list. */
  public static List<?> list(Map<?, ?> object, String member) {
    return member(object, member, List.class);
  }

  private static <T> T member(Map<?, ?> object, String member, Class<T> type) {
    Object value = object.get(member);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "member '%s' is %s, expected %s in %s"
              .formatted(member, value, type.getSimpleName(), object));
    }
    return type.cast(value);
  }
}
