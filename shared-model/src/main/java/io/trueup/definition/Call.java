package io.trueup.definition;

import io.trueup.aggregate.Aggregators;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A measure as it is written: {@code count()}, {@code sum(delay)}, {@code quantile(delay, 0.95)},
 * {@code top(5, origin)}. The field is empty when none stands there.
 */
record Call(String function, String field, Optional<BigDecimal> parameter) {

  private static final Pattern FORM =
      Pattern.compile(
          "\\s*([A-Za-z_0-9]+)\\s*\\(\\s*([^\\s(),]*)\\s*(?:,\\s*([^\\s(),]*)\\s*)?\\)\\s*");

  private static final Pattern SHARE = Pattern.compile("0?\\.[0-9]{0,5}[1-9]0*");
  private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]?|100");

  /** Reads what stands at a cursor; reports what is no call of a function. */
  static Optional<Call> read(YamlCursor cursor) {
    Optional<String> text = cursor.text();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Matcher form = FORM.matcher(text.get());
    if (!form.matches()) {
      boolean isCut = text.get().contains("(") && !text.get().contains(")");
      cursor.problem(
          "'%s'".formatted(text.get()),
          isCut
              ? "a closing ')'; between braces a comma ends a text that is not in quotes"
              : "function(field), as sum(delay) or count()");
      return Optional.empty();
    }
    String function = form.group(1);
    if (!Aggregators.names().contains(function)) {
      cursor.unknown("no function '%s'".formatted(function), function, Aggregators.names());
      return Optional.empty();
    }
    Optional<String> second = Optional.ofNullable(form.group(3));
    if (second.isPresent() != isParametrized(function) || second.equals(Optional.of(""))) {
      cursor.problem("'%s'".formatted(text.get().strip()), usage(function));
      return Optional.empty();
    }
    return switch (function) {
      case "quantile" -> share(second.orElseThrow(), form.group(2), cursor);
      case "top" -> limit(form.group(2), second.orElseThrow(), cursor);
      default -> Optional.of(new Call(function, form.group(2), Optional.empty()));
    };
  }

  /** How a function is called. */
  static String usage(String function) {
    return switch (function) {
      case "count" -> "count() or count(field)";
      case "quantile" -> "quantile(field, share), as quantile(delay, 0.95)";
      case "top" -> "top(limit, field), as top(5, origin)";
      default -> "%s(field)".formatted(function);
    };
  }

  private static boolean isParametrized(String function) {
    return function.equals("quantile") || function.equals("top");
  }

  private static Optional<Call> share(String share, String field, YamlCursor cursor) {
    if (!SHARE.matcher(share).matches()) {
      cursor.problem(
          "a quantile of '%s'".formatted(share),
          "a share over 0 and under 1 with at most 6 digits, as 0.95; for the ends min and max");
      return Optional.empty();
    }
    return Optional.of(new Call("quantile", field, Optional.of(new BigDecimal(share))));
  }

  private static Optional<Call> limit(String limit, String field, YamlCursor cursor) {
    if (!LIMIT.matcher(limit).matches()) {
      cursor.problem("a top of '%s'".formatted(limit), "a whole number from 1 to 100");
      return Optional.empty();
    }
    return Optional.of(new Call("top", field, Optional.of(new BigDecimal(limit))));
  }
}
