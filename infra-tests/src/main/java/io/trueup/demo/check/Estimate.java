package io.trueup.demo.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;

/** Judges measures that are exact in one row and estimates in another. */
final class Estimate {

  private Estimate() {}

  /** Whether a measure that the row has, {@code found}, is what the exact one allows. */
  static boolean agrees(JsonNode exact, Row row, String name, JsonNode found) {
    JsonNode bounds = row.bounds().get(name);
    if (row.claim() == Row.Claim.EXACT) {
      return bounds == null
          && (exact.has("frequent") ? isTop(exact, found) : Comparison.equal(exact, found));
    }
    if (exact.has("frequent")) {
      return mayBeTop(exact.required("frequent"), exact.required("limit").intValue(), found);
    }
    return bounds == null
        ? Comparison.equal(exact, found)
        : lies(found, bounds) && lies(exact, bounds);
  }

  private static boolean lies(JsonNode number, JsonNode bounds) {
    return number.isNumber()
        && number.decimalValue().compareTo(bounds.required("low").decimalValue()) >= 0
        && number.decimalValue().compareTo(bounds.required("high").decimalValue()) <= 0;
  }

  /** Whether these are the first of all values, in their order and with their counts. */
  private static boolean isTop(JsonNode exact, JsonNode found) {
    JsonNode all = exact.required("frequent");
    if (found.size() != Math.min(all.size(), exact.required("limit").intValue())) {
      return false;
    }
    for (int i = 0; i < found.size(); i++) {
      JsonNode entry = found.get(i);
      if (entry.has("low")
          || !Comparison.equal(all.get(i).required("value"), entry.required("value"))
          || all.get(i).required("count").longValue() != entry.required("count").longValue()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether each value's true count lies within its bounds, and none that is left out occurs more
   * often than one that is there may.
   */
  private static boolean mayBeTop(JsonNode all, int limit, JsonNode found) {
    if (found.size() > limit) {
      return false;
    }
    if (found.isEmpty()) {
      return areRare(all, limit);
    }
    Set<JsonNode> counted = new HashSet<>();
    long least = Long.MAX_VALUE;
    for (JsonNode entry : found) {
      least = Math.min(least, entry.required("high").longValue());
      for (JsonNode each : all) {
        if (Comparison.equal(each.required("value"), entry.required("value"))
            && each.required("count").longValue() >= entry.required("low").longValue()
            && each.required("count").longValue() <= entry.required("high").longValue()) {
          counted.add(each);
        }
      }
    }
    long atMost = least;
    return counted.size() == found.size()
        && StreamSupport.stream(all.spliterator(), false)
            .filter(each -> !counted.contains(each))
            .allMatch(each -> each.required("count").longValue() <= atMost);
  }

  /**
   * Whether no value is so frequent that a sketch of it must have kept it: of many equally frequent
   * ones it may keep none.
   */
  private static boolean areRare(JsonNode all, int limit) {
    double share = limit <= 32 ? 0.014 : limit <= 64 ? 0.007 : 0.0035;
    long total = counts(all).sum();
    return counts(all).allMatch(count -> count <= share * total);
  }

  private static LongStream counts(JsonNode all) {
    return StreamSupport.stream(all.spliterator(), false)
        .mapToLong(each -> each.required("count").longValue());
  }
}
