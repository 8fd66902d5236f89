package io.trueup.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the {@code views} of a pipeline file. */
record ViewReader(Map<String, Optional<Source>> sources, Conditions conditions) {

  private static final List<String> MEMBERS =
      List.of("from", "where", "live", "by", "every", "measures", "spread");
  private static final Set<Kind> BY_KINDS = Set.of(Kind.BOOLEAN, Kind.LONG, Kind.STRING, Kind.TIME);

  /** The views; those that are wrong are left out and reported. */
  List<View> read(YamlCursor views) {
    List<View> read = new ArrayList<>();
    Map<String, YamlCursor> entries = views.entries();
    if (entries.isEmpty()) {
      views.problem("no view", "at least one");
    }
    entries.forEach(
        (name, cursor) -> {
          Names.check(name, cursor);
          view(name, cursor).ifPresent(read::add);
        });
    return read;
  }

  private Optional<View> view(String name, YamlCursor cursor) {
    YamlCursor.Members members = cursor.members(MEMBERS);
    Optional<Source> source = members.required("from").flatMap(this::source);
    List<Field> by =
        members
            .required("by")
            .flatMap(YamlCursor::items)
            .map(it -> by(it, source))
            .orElse(List.of());
    List<BucketSize> every = members.required("every").map(SizeReader::read).orElse(List.of());
    List<Measure> measures =
        members
            .required("measures")
            .map(it -> new MeasureReader(source).read(it))
            .orElse(List.of());
    Optional<Condition> where =
        members
            .optional("where")
            .flatMap(it -> source.flatMap(from -> conditions.read(it, Conditions.Scope.of(from))));
    Optional<Condition> live =
        members.optional("live").flatMap(it -> conditions.read(it, Conditions.Scope.ofKeys(by)));
    Spread spread =
        members.optional("spread").flatMap(ViewReader::spread).orElseGet(() -> Spread.of(by));
    return source
        .flatMap(Source::type)
        .map(
            type ->
                new View(
                    name,
                    type,
                    where,
                    live,
                    by,
                    every,
                    measures,
                    spread,
                    Fingerprint.ofView(
                        name,
                        type,
                        where.map(Condition::text),
                        live.map(Condition::text),
                        by,
                        every,
                        measures,
                        spread)));
  }

  private static Optional<Spread> spread(YamlCursor spread) {
    return spread.parsed(
        text -> new Spread(Integer.parseInt(text)),
        "a whole number of partitions, 1 to %d".formatted(Spread.MOST));
  }

  private Optional<Source> source(YamlCursor from) {
    Optional<String> name = from.text();
    if (name.isPresent() && !sources.containsKey(name.get())) {
      from.unknown("no event '%s'".formatted(name.get()), name.get(), sources.keySet());
      return Optional.empty();
    }
    return name.flatMap(sources::get);
  }

  private static List<Field> by(List<YamlCursor> items, Optional<Source> source) {
    List<Field> fields = new ArrayList<>();
    for (YamlCursor item : items) {
      source
          .flatMap(it -> it.field(item))
          .filter(field -> isDimension(field, item))
          .ifPresent(
              field -> {
                if (fields.contains(field)) {
                  item.problem("'%s' stands twice".formatted(field.path()), "each field once");
                }
                fields.add(field);
              });
    }
    return fields;
  }

  private static boolean isDimension(Field field, YamlCursor item) {
    if (Names.NOT_FOR_DIMENSIONS.contains(field.path())) {
      item.problem(
          "'%s' is a parameter of every query".formatted(field.path()), "a field of another name");
      return false;
    }
    if (!BY_KINDS.contains(field.kind())) {
      item.problem(
          "'%s' is a %s".formatted(field.path(), Kinds.word(field.kind())),
          "a field of kind boolean, long, string or time");
      return false;
    }
    return true;
  }
}
