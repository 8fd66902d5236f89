package io.trueup.cli.infer;

import io.trueup.cli.Failure;
import io.trueup.definition.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * A drafted event type: its name, the text that tells it, its schema, its fields of rank, and what
 * a person should know of it.
 */
record EventDraft(
    String name,
    String value,
    long count,
    Schema schema,
    Field id,
    Field time,
    Field key,
    List<Field> dimensions,
    Optional<Field> number,
    List<String> reasons) {

  /** Drafts a type from its events; fails when they have no id or no time. */
  static EventDraft of(String name, String value, List<Sample.Entry> entries, String shapes) {
    Observed seen = Sample.observe(entries);
    Roles open = new Roles(new SchemaDraft(Set.of()).record(name, "", seen), seen);
    Field id = open.id().orElseThrow(() -> noId(name, seen, shapes));
    Field time = open.time().orElseThrow(() -> noTime(name, seen, shapes));
    SchemaDraft draft = new SchemaDraft(Set.of(id.path(), time.path()));
    Schema schema = draft.record(name, "", seen);
    Roles roles = new Roles(schema, seen);
    Optional<Field> key = roles.key(Optional.of(id));
    List<String> reasons = new ArrayList<>();
    reasons.add(
        "id %s: %,d different ones in %,d events"
            .formatted(id.path(), roles.distinct(id), seen.objects()));
    reasons.add("time %s: %s".formatted(time.path(), SchemaDraft.words(time.schema())));
    reasons.add(
        key.map(it -> "key %s: %,d different ones".formatted(it.path(), roles.distinct(it)))
            .orElse("key %s: no field of few values".formatted(id.path())));
    reasons.addAll(draft.notes());
    return new EventDraft(
        name,
        value,
        seen.objects(),
        schema,
        roles.id().orElse(id),
        roles.time().orElse(time),
        key.orElse(id),
        roles.dimensions(Optional.of(id)),
        roles.number(),
        reasons);
  }

  private static Failure noId(String name, Observed seen, String shapes) {
    return Failure.wrong(
        "%s: no field tells its %,d events apart, expected one as 'id', a string or whole number that"
            + " differs in each%n%s%nTo number the lines: jq -c '. + {id: input_line_number}' FILE",
        name, seen.objects(), shapes);
  }

  private static Failure noTime(String name, Observed seen, String shapes) {
    return Failure.wrong(
        "%s: no field of its %,d events is a time, expected one as 'time': ISO 8601 with an offset"
            + " (2001-01-31T12:00:00Z), or milliseconds since 1970%n%s",
        name, seen.objects(), shapes);
  }
}
