package io.trueup.definition;

import io.trueup.aggregate.Aggregator;
import io.trueup.aggregate.Aggregators;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the {@code measures} of a view. */
record MeasureReader(Optional<Source> source) {

  /** An item has at most 400 KB, and more in it than states. */
  private static final int LARGEST = 300_000;

  /** Columns of a CSV that stand beside a measure's. */
  private static final List<String> BOUNDS = List.of("_low", "_high");

  /** The measures; those that are wrong are left out and reported. */
  List<Measure> read(YamlCursor measures) {
    List<Measure> read = new ArrayList<>();
    Map<String, YamlCursor> entries = measures.entries();
    if (entries.isEmpty()) {
      measures.problem("no measure", "at least one, as events: count()");
    }
    entries.forEach(
        (name, cursor) -> {
          boolean named = Names.check(name, cursor);
          if (Names.NOT_FOR_MEASURES.contains(name)) {
            cursor.problem(
                "'%s' names a member of every row of an answer".formatted(name), "another name");
            named = false;
          }
          Optional<Measure> measure = Call.read(cursor).flatMap(call -> of(name, call, cursor));
          if (named) {
            measure.ifPresent(read::add);
          }
        });
    read.forEach(measure -> checkColumns(measure, entries));
    checkSize(read, measures);
    return read;
  }

  private static void checkColumns(Measure measure, Map<String, YamlCursor> entries) {
    if (measure.aggregator().isBounded()) {
      for (String bound : BOUNDS) {
        String column = measure.name() + bound;
        if (entries.containsKey(column)) {
          entries
              .get(column)
              .problem(
                  "'%s' names a bound of '%s'".formatted(column, measure.name()), "another name");
        }
      }
    }
  }

  /** To refuse it here is better than a cell that grows until no item holds it. */
  private static void checkSize(List<Measure> measures, YamlCursor cursor) {
    int sum = measures.stream().mapToInt(it -> it.aggregator().largest()).sum();
    if (sum > LARGEST) {
      cursor.problem(
          "states of up to %d bytes in one item: %s".formatted(sum, largest(measures)),
          "at most %d bytes in all: fewer measures, or a smaller top".formatted(LARGEST));
    }
  }

  private static String largest(List<Measure> measures) {
    Comparator<Measure> bySize = Comparator.comparingInt(it -> it.aggregator().largest());
    return measures.stream()
        .sorted(bySize.reversed())
        .limit(3)
        .map(it -> "%s %d".formatted(it.name(), it.aggregator().largest()))
        .collect(Collectors.joining(", ", "", measures.size() > 3 ? ", …" : ""));
  }

  private Optional<Measure> of(String name, Call call, YamlCursor cursor) {
    String path = call.field();
    if (path.isEmpty()) {
      Optional<Aggregator<?>> aggregator = aggregator(call, Optional.empty());
      if (aggregator.isEmpty()) {
        cursor.problem("%s()".formatted(call.function()), Call.usage(call.function()));
      }
      return aggregator.map(it -> new Measure(name, Optional.empty(), it));
    }
    Optional<Field> field = source.flatMap(it -> it.field(cursor, path));
    if (field.isEmpty()) {
      return Optional.empty();
    }
    Kind kind = field.get().kind();
    Optional<Aggregator<?>> aggregator = aggregator(call, Optional.of(kind));
    if (aggregator.isEmpty()) {
      cursor.problem(
          "%s(%s), where '%s' is a %s".formatted(call.function(), path, path, Kinds.word(kind)),
          kinds(call));
    }
    return aggregator.map(it -> new Measure(name, field, it));
  }

  private static Optional<Aggregator<?>> aggregator(Call call, Optional<Kind> kind) {
    return Aggregators.named(call.function(), call.parameter(), kind);
  }

  private static String kinds(Call call) {
    return Arrays.stream(Kind.values())
        .filter(kind -> aggregator(call, Optional.of(kind)).isPresent())
        .map(Kinds::word)
        .collect(Collectors.joining(", ", "a field of kind ", ""));
  }
}
