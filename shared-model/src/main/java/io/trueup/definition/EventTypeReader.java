package io.trueup.definition;

import io.trueup.time.Span;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the {@code events} of a pipeline file. */
record EventTypeReader(SchemaFile schemas, Optional<YamlCursor> discriminator) {

  private static final List<String> MEMBERS =
      List.of("schema", "is", "id", "time", "key", "max_ahead", "window", "late_after");
  private static final Set<Kind> ID_KINDS = Set.of(Kind.LONG, Kind.STRING);
  private static final Duration MAX_AHEAD = Duration.ofHours(1);
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final Span LONGEST_WINDOW = Span.parse("7d");
  private static final Span LATEST = Span.parse("36500d");

  /** The event types by name; one whose schema can't be read is empty. */
  Map<String, Optional<Source>> read(YamlCursor events) {
    Map<String, Optional<Source>> sources = new LinkedHashMap<>();
    Map<String, YamlCursor> entries = events.entries();
    if (entries.isEmpty()) {
      events.problem("no event type", "at least one");
    }
    DiscriminatorReader telling = DiscriminatorReader.of(discriminator, entries.size());
    entries.forEach(
        (name, cursor) -> {
          Names.check(name, cursor);
          sources.put(name, event(name, cursor, telling));
        });
    return sources;
  }

  private Optional<Source> event(String name, YamlCursor cursor, DiscriminatorReader telling) {
    YamlCursor.Members members = cursor.members(MEMBERS);
    Optional<SchemaFile.Loaded> loaded = members.required("schema").flatMap(schemas::load);
    Optional<Discriminator> told = telling.read(name, cursor, members.optional("is"));
    Duration ahead =
        members
            .optional("max_ahead")
            .flatMap(Spans::read)
            .map(it -> Duration.ofMillis(it.millis()))
            .orElse(MAX_AHEAD);
    Duration window =
        members.optional("window").flatMap(at -> Spans.orNone(at, LONGEST_WINDOW)).orElse(WINDOW);
    Optional<Duration> lateAfter =
        members.optional("late_after").flatMap(at -> Spans.orNone(at, LATEST));
    Optional<YamlCursor> id = members.required("id");
    Optional<YamlCursor> time = members.required("time");
    Optional<YamlCursor> key = members.required("key");
    return loaded.map(
        it -> {
          Source source = new Source(name, it.shape(), Optional.empty());
          telling.check(source, cursor);
          Optional<Field> idField =
              id.flatMap(at -> identity(source, at, ID_KINDS, "a field of kind string or long"));
          Optional<Field> timeField =
              time.flatMap(
                  at ->
                      identity(
                          source,
                          at,
                          Set.of(Kind.TIME),
                          "a timestamp or date (an Avro logical type)"));
          Optional<Field> keyField = key.flatMap(source::field);
          if (idField.isEmpty() || timeField.isEmpty() || keyField.isEmpty()) {
            return source;
          }
          EventType type =
              new EventType(
                  name,
                  it.schema(),
                  it.shape().fields(),
                  idField.get(),
                  timeField.get(),
                  keyField.get(),
                  ahead,
                  window,
                  lateAfter,
                  told);
          return new Source(name, it.shape(), Optional.of(type));
        });
  }

  /** A field that each event must bring itself: of one of the kinds, and without a default. */
  private static Optional<Field> identity(
      Source source, YamlCursor cursor, Set<Kind> kinds, String expected) {
    Optional<Field> field = source.field(cursor);
    if (field.isEmpty()) {
      return field;
    }
    Field found = field.get();
    if (!kinds.contains(found.kind())) {
      cursor.problem("'%s' is a %s".formatted(found.path(), Kinds.word(found.kind())), expected);
      return Optional.empty();
    }
    Object absent = source.shape().blank()[found.index()];
    if (absent != null && absent != Shape.MISSING) {
      cursor.problem(
          "'%s' has a default".formatted(found.path()),
          "a field without one: an event that lacks it is rejected");
      return Optional.empty();
    }
    return field;
  }
}
