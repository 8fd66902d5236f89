package io.trueup.store;

import io.trueup.aggregate.Texts;
import io.trueup.definition.Field;
import io.trueup.definition.View;
import io.trueup.event.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * The key of a cell within its view: one value per dimension, as a JSON list in its shortest form
 * ({@code ["ATL",null]}), so that no value of any Unicode can be mistaken for another's. Two keys
 * are equal when their texts are.
 */
public record CellKey(String text) {

  /**
   * The longest text, in bytes of UTF-8, that stands in an item's key itself. In a sort key of at
   * most 1,024 bytes it leaves room for an epoch before it and a bound behind it.
   */
  public static final int LONGEST = 1_000;

  /**
   * The longest text of all, in bytes of UTF-8: an item holds it beside a state, and a record is
   * larger than an item may be. Where it would be longer, texts over {@link #LONGEST} in it are
   * bounded.
   */
  static final int LARGEST = 32 * 1024;

  private static final int KEPT = 900;
  private static final int DIGITS = 64;

  /** The key of the cells that an event counts in. */
  public static CellKey of(View view, Event event) {
    List<@Nullable Object> values = new ArrayList<>(view.by().size());
    for (Field field : view.by()) {
      values.add(event.value(field));
    }
    return of(values);
  }

  /** The key of dimension values in the view's order; times stand as ISO 8601. */
  public static CellKey of(List<@Nullable Object> values) {
    List<@Nullable Object> plain = new ArrayList<>(values.size());
    for (Object value : values) {
      plain.add(
          value == null || value instanceof Long || value instanceof Boolean
              ? value
              : value.toString());
    }
    String text = Json.write(plain);
    return new CellKey(bytes(text) <= LARGEST ? text : Json.write(bounded(plain)));
  }

  private static List<@Nullable Object> bounded(List<@Nullable Object> values) {
    List<@Nullable Object> bounded = new ArrayList<>(values.size());
    for (Object value : values) {
      bounded.add(
          value instanceof String text ? Texts.bounded(text, LONGEST, KEPT, DIGITS) : value);
    }
    return bounded;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** The dimension values: {@code String}, {@code Number}, {@code Boolean} or null. */
  public List<@Nullable Object> values() {
    return Json.list(text);
  }

  /** What stands in an item's key: the text, or {@code #} and its SHA-256 when it is too long. */
  public String stored() {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= LONGEST ? text : "#" + DigestUtils.sha256Hex(bytes);
  }

  /** The spread, 0 to n - 1, that a directory files this key under. */
  int spread(int n) {
    return Math.floorMod(Mix.of(text.getBytes(StandardCharsets.UTF_8)), n);
  }
}
