package io.trueup.definition;

import io.trueup.aggregate.Aggregator;
import io.trueup.aggregate.Aggregators;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the {@code measures} of a view. */
record MeasureReader(Optional<Source> source) {

  private static final Pattern FORM =
      Pattern.compile("\\s*([A-Za-z_0-9]+)\\s*\\(\\s*([^\\s(),]*)\\s*\\)\\s*");

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
          Optional<Measure> measure = measure(name, cursor);
          if (named) {
            measure.ifPresent(read::add);
          }
        });
    return read;
  }

  private Optional<Measure> measure(String name, YamlCursor cursor) {
    Optional<String> text = cursor.text();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Matcher form = FORM.matcher(text.get());
    if (!form.matches()) {
      cursor.problem("'%s'".formatted(text.get()), "function(field), as sum(delay) or count()");
      return Optional.empty();
    }
    String function = form.group(1);
    if (!Aggregators.names().contains(function)) {
      cursor.unknown("no function '%s'".formatted(function), function, Aggregators.names());
      return Optional.empty();
    }
    return of(name, function, form.group(2), cursor);
  }

  private Optional<Measure> of(String name, String function, String path, YamlCursor cursor) {
    if (path.isEmpty()) {
      Optional<Aggregator<?>> aggregator = Aggregators.named(function, Optional.empty());
      if (aggregator.isEmpty()) {
        cursor.problem("%s()".formatted(function), "%s(field)".formatted(function));
      }
      return aggregator.map(it -> new Measure(name, Optional.empty(), it));
    }
    Optional<Field> field = source.flatMap(it -> it.field(cursor, path));
    if (field.isEmpty()) {
      return Optional.empty();
    }
    Kind kind = field.get().kind();
    Optional<Aggregator<?>> aggregator = Aggregators.named(function, Optional.of(kind));
    if (aggregator.isEmpty()) {
      cursor.problem(
          "%s(%s), where '%s' is a %s".formatted(function, path, path, Kinds.word(kind)),
          kinds(function));
    }
    return aggregator.map(it -> new Measure(name, field, it));
  }

  private static String kinds(String function) {
    List<String> kinds =
        Arrays.stream(Kind.values())
            .filter(kind -> Aggregators.named(function, Optional.of(kind)).isPresent())
            .map(Kinds::word)
            .toList();
    return kinds.isEmpty()
        ? "%s()".formatted(function)
        : "a field of kind %s".formatted(String.join(", ", kinds));
  }
}
