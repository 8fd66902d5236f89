package io.trueup.notice;

import io.trueup.aggregate.Texts;
import io.trueup.definition.Field;
import io.trueup.definition.View;
import io.trueup.port.Bus;
import io.trueup.store.CellKey;
import io.trueup.store.Json;
import io.trueup.time.Span;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A number that a swap has changed: what the records of some arrivals came to before, and what they
 * come to.
 */
public record NumberCorrected(
    Swap swap,
    String cause,
    Cell cell,
    Arrivals arrivals,
    @Nullable Object shown,
    @Nullable Object exact) {

  public static final String TYPE = "Number corrected";

  /** The cause of a number that a version had, and that recomputing does not come to. */
  public static final String RECOMPUTED = "recomputed";

  /** The longest text, in bytes of UTF-8, that stands as it is: a notice has a largest size. */
  private static final int LONGEST = 1_000;

  private static final int KEPT = 900;
  private static final int DIGITS = 64;

  /** A measure of a cell. */
  public record Cell(View view, CellKey key, Span every, Instant bucket, String measure) {}

  /** The epochs of the records, by their times, {@code to} not among them; of one shard or all. */
  public record Arrivals(Instant from, Instant to, Optional<String> shard) {}

  public Bus.Notice notice() {
    List<@Nullable Object> told =
        new ArrayList<>(
            Arrays.asList(
                cause,
                cell.view().name(),
                cell.key().text(),
                cell.every().millis(),
                cell.bucket().toEpochMilli(),
                cell.measure(),
                arrivals.from().toEpochMilli(),
                arrivals.to().toEpochMilli()));
    arrivals.shard().ifPresent(told::add);
    Map<String, @Nullable Object> detail = new LinkedHashMap<>(swap.detail(told));
    detail.put("cause", cause);
    detail.put("view", cell.view().name());
    detail.put("key", key());
    detail.put("every", cell.every().toString());
    detail.put("bucket", cell.bucket().toString());
    detail.put("measure", cell.measure());
    Map<String, String> arrived = new LinkedHashMap<>();
    arrived.put("from", arrivals.from().toString());
    arrived.put("to", arrivals.to().toString());
    arrivals.shard().ifPresent(shard -> arrived.put("shard", shard));
    detail.put("arrived", arrived);
    detail.put("shown", plain(shown));
    detail.put("exact", plain(exact));
    return new Bus.Notice(TYPE, Json.writeWhole(detail));
  }

  /** The dimensions by name, as answers have them. */
  private Map<String, @Nullable Object> key() {
    Map<String, @Nullable Object> key = new LinkedHashMap<>();
    List<@Nullable Object> values = cell.key().values();
    List<Field> by = cell.view().by();
    for (int i = 0; i < by.size(); i++) {
      key.put(by.get(i).path(), values.get(i));
    }
    return key;
  }

  /**
   * A number where a bus and its readers keep it, which is of 64 bits or a double; else, and what
   * is none, as text.
   */
  private static @Nullable Object plain(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    if (!(value instanceof Number number)) {
      return Texts.bounded(value.toString(), LONGEST, KEPT, DIGITS);
    }
    BigDecimal exactly = new BigDecimal(number.toString());
    if (exactly.stripTrailingZeros().scale() <= 0
        && exactly.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0
        && exactly.compareTo(BigDecimal.valueOf(Long.MIN_VALUE)) >= 0) {
      return exactly.longValueExact();
    }
    double near = exactly.doubleValue();
    return Double.isFinite(near) && new BigDecimal(Double.toString(near)).compareTo(exactly) == 0
        ? (Object) near
        : Texts.bounded(exactly.toString(), LONGEST, KEPT, DIGITS);
  }
}
