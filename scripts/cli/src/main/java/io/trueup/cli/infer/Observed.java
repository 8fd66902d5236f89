package io.trueup.cli.infer;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was seen at one place of many events: how often, in which forms, and what all values have in
 * common. An object's members are observed in turn. For one thread.
 */
final class Observed {

  /** How often a form was seen, and where first. */
  record Seen(long count, long firstLine) {}

  private final Map<Form, Seen> forms = new EnumMap<>(Form.class);
  private final Map<String, Observed> members = new LinkedHashMap<>();
  private final Set<String> distinct = new HashSet<>();
  private long present;
  private long nulls;
  private long least = Long.MAX_VALUE;
  private long most = Long.MIN_VALUE;
  private int leastScale = Integer.MAX_VALUE;
  private int mostScale;
  private int wholeDigits;
  private boolean endsWithZero;
  private boolean isFinerThanMillis;

  void add(JsonNode value, long line) {
    present++;
    if (value.isNull()) {
      nulls++;
      return;
    }
    Form form = Form.of(value);
    forms.merge(form, new Seen(1, line), (old, one) -> new Seen(old.count() + 1, old.firstLine()));
    switch (form) {
      case OBJECT ->
          value
              .properties()
              .forEach(
                  member ->
                      members
                          .computeIfAbsent(member.getKey(), none -> new Observed())
                          .add(member.getValue(), line));
      case ARRAY -> {}
      default -> scalar(form, value);
    }
  }

  private void scalar(Form form, JsonNode value) {
    String text = value.asText();
    distinct.add(text);
    switch (form) {
      case WHOLE -> {
        least = Math.min(least, value.longValue());
        most = Math.max(most, value.longValue());
        number(value.decimalValue());
      }
      case HUGE -> number(value.decimalValue());
      case FRACTION -> places(value.decimalValue());
      case DECIMAL_TEXT -> places(new BigDecimal(text));
      case TIME_TEXT -> isFinerThanMillis |= text.matches(".*[.,][0-9]{4,}.*");
      default -> {}
    }
  }

  private void places(BigDecimal number) {
    number(number);
    leastScale = Math.min(leastScale, number.scale());
    endsWithZero |= number.unscaledValue().mod(java.math.BigInteger.TEN).signum() == 0;
  }

  private void number(BigDecimal number) {
    mostScale = Math.max(mostScale, number.scale());
    wholeDigits = Math.max(wholeDigits, number.precision() - number.scale());
  }

  /** The forms of what is not null. */
  Set<Form> forms() {
    return forms.keySet();
  }

  Map<Form, Seen> seen() {
    return forms;
  }

  Map<String, Observed> members() {
    return members;
  }

  /** What was seen at a path of members; empty when nothing was. */
  Optional<Observed> at(String path) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      return Optional.ofNullable(members.get(path));
    }
    return Optional.ofNullable(members.get(path.substring(0, dot)))
        .flatMap(member -> member.at(path.substring(dot + 1)));
  }

  /** Values that are not null. */
  long values() {
    return present - nulls;
  }

  long objects() {
    return forms.getOrDefault(Form.OBJECT, new Seen(0, 0)).count();
  }

  /** How many different texts or numbers. */
  int distinct() {
    return distinct.size();
  }

  Set<String> texts() {
    return distinct;
  }

  /** Whether all whole numbers lie in a range. */
  boolean isWithin(long from, long to) {
    return least >= from && most < to;
  }

  /** Digits after the point, at most. */
  int places() {
    return mostScale;
  }

  /** Whether all numbers with a point have as many digits after it. */
  boolean hasFixedPlaces() {
    return leastScale == mostScale;
  }

  /** Whether one is written with a zero at its end, as no binary fraction is. */
  boolean endsWithZero() {
    return endsWithZero;
  }

  /** Digits before the point, at most. */
  int wholeDigits() {
    return wholeDigits;
  }

  /** Whether a time has more than three digits of a second's fraction. */
  boolean isFinerThanMillis() {
    return isFinerThanMillis;
  }
}
