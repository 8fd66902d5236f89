package io.trueup.definition;

import io.trueup.time.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code every} of a view: bucket sizes, and how long each is kept. */
final class SizeReader {

  private static final String FOREVER = "forever";

  private SizeReader() {}

  /** The sizes, the finest first; those that are wrong are left out and reported. */
  static List<BucketSize> read(YamlCursor every) {
    List<BucketSize> sizes = new ArrayList<>();
    Map<String, YamlCursor> entries = every.entries();
    if (entries.isEmpty()) {
      every.problem("no bucket size", "at least one, as 1h: forever");
    }
    entries.forEach(
        (name, cursor) ->
            length(name, cursor)
                .flatMap(length -> size(length, cursor))
                .ifPresent(
                    size -> {
                      follows(sizes, size.length(), cursor);
                      sizes.add(size);
                    }));
    return sizes;
  }

  private static Optional<Span> length(String name, YamlCursor cursor) {
    try {
      Span length = Span.parse(name);
      if (length.compareTo(Spans.SECOND) >= 0) {
        return Optional.of(length);
      }
      cursor.problem("a bucket size of %s".formatted(length), "at least 1s");
    } catch (IllegalArgumentException | ArithmeticException e) {
      cursor.problem("bucket size '%s'".formatted(name), "a span as 5m, 1h or 1d");
    }
    return Optional.empty();
  }

  private static Optional<BucketSize> size(Span length, YamlCursor cursor) {
    Optional<String> text = cursor.text();
    if (text.isEmpty() || text.get().equals(FOREVER)) {
      return text.map(it -> new BucketSize(length, Optional.empty()));
    }
    Optional<Span> keep =
        cursor.parsed(Span::parse, "forever, or a span as 90d for how long it is kept");
    if (keep.isPresent() && keep.get().compareTo(length) < 0) {
      cursor.problem(
          "kept for %s".formatted(keep.get()), "at least its length, %s".formatted(length));
    }
    return keep.map(it -> new BucketSize(length, keep));
  }

  private static void follows(List<BucketSize> sizes, Span length, YamlCursor cursor) {
    if (sizes.isEmpty()) {
      return;
    }
    Span before = sizes.get(sizes.size() - 1).length();
    if (length.compareTo(before) <= 0 || length.millis() % before.millis() != 0) {
      cursor.problem(
          "%s after %s".formatted(length, before),
          "bucket sizes in ascending order, each a multiple of the one before");
    }
  }
}
