package io.trueup.cli.infer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/**
 * Drafts the Avro schema of an event type from what was seen, and notes what a person should know
 * of it. For one use.
 */
final class SchemaDraft {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** An object with more members than this, each in few lines, is a map. */
  private static final int MAP_MEMBERS = 30;

  private final Set<String> required;
  private final List<String> notes = new ArrayList<>();

  /** {@code required} are the paths that stay without null. */
  SchemaDraft(Set<String> required) {
    this.required = Set.copyOf(required);
  }

  /** What was not plain to see. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  Schema record(String name, String prefix, Observed seen) {
    List<Schema.Field> fields = new ArrayList<>();
    seen.members()
        .forEach(
            (member, observed) -> {
              String path = prefix + member;
              if (NAME.matcher(member).matches()) {
                boolean nullable = observed.values() < seen.objects();
                Schema own = type(name, path, member, observed);
                fields.add(field(member, own, nullable && !required.contains(path)));
              } else {
                notes.add(
                    "%s: left out, Avro takes no such name; archived all the same".formatted(path));
              }
            });
    return Schema.createRecord(
        name, null, prefix.isEmpty() ? "io.trueup.drafted" : null, false, fields);
  }

  private static Schema.Field field(String name, Schema own, boolean nullable) {
    if (!nullable) {
      return new Schema.Field(name, own);
    }
    List<Schema> types = new ArrayList<>(List.of(Schema.create(Schema.Type.NULL)));
    types.addAll(own.isUnion() ? own.getTypes() : List.of(own));
    return new Schema.Field(name, Schema.createUnion(types), null, JsonProperties.NULL_VALUE);
  }

  private Schema type(String record, String path, String member, Observed seen) {
    Optional<Guess> guess = Guess.of(member, seen);
    if (guess.isPresent()) {
      guess
          .get()
          .reason()
          .ifPresent(
              reason ->
                  notes.add("%s: %s, %s".formatted(path, words(guess.get().schema()), reason)));
      return guess.get().schema();
    }
    if (seen.forms().equals(Set.of(Form.OBJECT))) {
      if (isMap(seen)) {
        notes.add(
            "%s: a map of %d keys; kept, nothing can read it"
                .formatted(path, seen.members().size()));
        return Schema.createMap(Schema.create(Schema.Type.STRING));
      }
      return record(record + "_" + member, path + ".", seen);
    }
    if (seen.forms().equals(Set.of(Form.ARRAY))) {
      notes.add("%s: an array; kept, nothing can read it".formatted(path));
      return Schema.createArray(Schema.create(Schema.Type.STRING));
    }
    notes.add(
        "%s: of several types, %s; kept, nothing can read it".formatted(path, Guess.mixed(seen)));
    return union(seen);
  }

  private static boolean isMap(Observed seen) {
    long values = seen.members().values().stream().mapToLong(Observed::values).sum();
    int members = seen.members().size();
    return members > MAP_MEMBERS && values * 5 < seen.objects() * members;
  }

  private static Schema union(Observed seen) {
    Set<Schema> types = new LinkedHashSet<>();
    for (Form form : seen.forms()) {
      types.add(
          switch (form) {
            case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
            case WHOLE, HUGE -> Schema.create(Schema.Type.LONG);
            case FRACTION -> Schema.create(Schema.Type.DOUBLE);
            case TEXT, TIME_TEXT, DATE_TEXT, DECIMAL_TEXT -> Schema.create(Schema.Type.STRING);
            case OBJECT -> Schema.createMap(Schema.create(Schema.Type.STRING));
            case ARRAY -> Schema.createArray(Schema.create(Schema.Type.STRING));
          });
    }
    return Schema.createUnion(List.copyOf(types));
  }

  /** A type in the words of a person. */
  static String words(Schema schema) {
    if (schema.getLogicalType() instanceof org.apache.avro.LogicalTypes.Decimal decimal) {
      return "decimal(%d,%d)".formatted(decimal.getPrecision(), decimal.getScale());
    }
    return schema.getLogicalType() == null
        ? schema.getType().getName()
        : schema.getLogicalType().getName();
  }
}
