package io.trueup.serving;

import io.trueup.definition.BucketSize;
import io.trueup.definition.Field;
import io.trueup.definition.View;
import io.trueup.merge.Sweep;
import io.trueup.store.CellKey;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks of a view: the cells of one key, or of all keys when it names no dimension,
 * of one size, whose buckets begin in a span of time, so many at most.
 */
record RowsQuery(Selection selection, Sweep.Span span, LongRead read) {

  /** Which keys, and where to begin. */
  sealed interface Selection {

    /** One key, from the span's begin on. */
    record OneKey(CellKey key) implements Selection {}

    /** All keys from a place on. */
    record AllKeys(Sweep.Place from) implements Selection {}
  }

  private static final int USUAL_LIMIT = 1_000;
  private static final int LARGEST_LIMIT = 10_000;
  static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
  static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");
  private static final Set<String> OPTIONS = Set.of("every", "from", "to", "limit", "page", "null");

  static RowsQuery of(View view, Request request) {
    refuseUnknown(view, request);
    Instant from = request.parameter("from").map(t -> time("from", t)).orElse(EARLIEST);
    Instant to = request.parameter("to").map(t -> time("to", t)).orElse(LATEST);
    if (!from.isBefore(to)) {
      throw new Refusal(
          Refusal.Kind.BAD_PARAMETER,
          "from",
          "from is %s, expected a time before to, which is %s".formatted(from, to));
    }
    BucketSize size = size(view, request);
    int limit = limit(request);
    if (wantsAllKeys(view, request)) {
      LongRead read = read(view, request, size, from, to, List.of());
      return new RowsQuery(
          new Selection.AllKeys(read.page().map(PageToken::cell).orElse(Sweep.Place.START)),
          new Sweep.Span(size, from.toEpochMilli(), to.toEpochMilli(), limit),
          read);
    }
    CellKey key = key(view, request);
    LongRead read = read(view, request, size, from, to, List.of(key.text()));
    long start = read.page().map(PageToken::bucket).orElse(from.toEpochMilli());
    return new RowsQuery(
        new Selection.OneKey(key), new Sweep.Span(size, start, to.toEpochMilli(), limit), read);
  }

  private static LongRead read(
      View view, Request request, BucketSize size, Instant from, Instant to, List<String> key) {
    return LongRead.of(
        request,
        List.of(
            "rows",
            view.name(),
            view.fingerprint(),
            size.length().toString(),
            from.toString(),
            to.toString(),
            key));
  }

  private static boolean wantsAllKeys(View view, Request request) {
    return !view.by().isEmpty()
        && !request.parameters().containsKey("null")
        && view.by().stream().noneMatch(field -> request.parameters().containsKey(field.path()));
  }

  static int limit(Request request) {
    String text = request.parameter("limit").orElse(Integer.toString(USUAL_LIMIT));
    if (!text.matches("[0-9]{1,9}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > LARGEST_LIMIT) {
      throw new Refusal(
          Refusal.Kind.BAD_PARAMETER,
          "limit",
          "limit '%s', expected a number from 1 to %d".formatted(text, LARGEST_LIMIT));
    }
    return Integer.parseInt(text);
  }

  private static void refuseUnknown(View view, Request request) {
    Set<String> known = new TreeSet<>(OPTIONS);
    view.by().forEach(field -> known.add(field.path()));
    for (String name : request.parameters().keySet()) {
      if (!known.contains(name)) {
        throw new Refusal(
            Refusal.Kind.BAD_PARAMETER,
            name,
            "view '%s' has no dimension or option '%s'".formatted(view.name(), name),
            List.copyOf(known));
      }
    }
    List<String> dimensions = view.by().stream().map(Field::path).toList();
    for (String name : request.parameters().getOrDefault("null", List.of())) {
      if (!dimensions.contains(name)) {
        throw new Refusal(
            Refusal.Kind.BAD_PARAMETER,
            "null",
            "view '%s' has no dimension '%s'".formatted(view.name(), name),
            dimensions);
      }
    }
  }

  private static BucketSize size(View view, Request request) {
    List<String> sizes = view.every().stream().map(size -> size.length().toString()).toList();
    String wanted = request.parameter("every").orElse(sizes.get(0));
    return view.every().stream()
        .filter(size -> size.length().toString().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new Refusal(
                    Refusal.Kind.BAD_PARAMETER,
                    "every",
                    "view '%s' has no buckets of '%s'".formatted(view.name(), wanted),
                    sizes));
  }

  private static CellKey key(View view, Request request) {
    List<String> nulls = request.parameters().getOrDefault("null", List.of());
    List<@Nullable Object> values = new ArrayList<>();
    for (Field field : view.by()) {
      if (nulls.contains(field.path())) {
        refuseBoth(field, request);
        values.add(null);
        continue;
      }
      String text =
          request
              .parameter(field.path())
              .orElseThrow(
                  () ->
                      new Refusal(
                          Refusal.Kind.BAD_PARAMETER,
                          field.path(),
                          "dimension '%s' is missing, expected a value or null=%s, or no dimension for all keys"
                              .formatted(field.path(), field.path())));
      values.add(value(field, text));
    }
    return CellKey.of(values);
  }

  /** To answer for one of the two would leave the other unsaid. */
  private static void refuseBoth(Field field, Request request) {
    if (request.parameters().containsKey(field.path())) {
      throw new Refusal(
          Refusal.Kind.BAD_PARAMETER,
          field.path(),
          "dimension '%s' has a value and null=%s, expected one of them"
              .formatted(field.path(), field.path()));
    }
  }

  private static Object value(Field field, String text) {
    try {
      if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
        throw new IllegalArgumentException("half of a surrogate pair");
      }
      return switch (field.kind()) {
        case LONG -> Long.valueOf(text);
        case BOOLEAN -> truth(text);
        case TIME -> Instant.parse(text);
        case STRING, DOUBLE, DECIMAL -> text;
      };
    } catch (IllegalArgumentException | DateTimeException none) {
      throw new Refusal(
          Refusal.Kind.BAD_PARAMETER,
          field.path(),
          "dimension '%s' is '%s', expected a value of kind %s"
              .formatted(field.path(), text, field.kind()));
    }
  }

  private static Boolean truth(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException(text);
    }
    return Boolean.valueOf(text);
  }

  private static Instant time(String name, String text) {
    try {
      Instant time =
          text.length() == 10
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : java.time.OffsetDateTime.parse(text).toInstant();
      if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
        throw new DateTimeException("year");
      }
      return time;
    } catch (DateTimeException none) {
      throw new Refusal(
          Refusal.Kind.BAD_PARAMETER,
          name,
          "%s is '%s', expected a time as 2001-01-31 or 2001-01-31T12:00:00Z"
              .formatted(name, text));
    }
  }
}
