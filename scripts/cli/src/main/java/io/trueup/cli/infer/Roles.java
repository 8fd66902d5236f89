package io.trueup.cli.infer;

import io.trueup.definition.Field;
import io.trueup.definition.Kind;
import io.trueup.definition.Names;
import io.trueup.definition.Shape;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.apache.avro.Schema;

/**
 * Which fields of an event type are worth what: as id, event time, dimension and number. {@code
 * seen} is what was seen of its events, of which the schema was drafted.
 */
record Roles(Schema schema, Observed seen) {

  private static final Pattern ID =
      Pattern.compile("(?i)(.*[._])?(id|uuid|guid|key)|.*[a-z](Id|ID|Uuid)");
  private static final Pattern BEST_ID = Pattern.compile("(?i)id|uuid|event_?id|message_?id");
  private static final Pattern BEST_TIME =
      Pattern.compile(
          "(?i)time|timestamp|ts|at|event_?time|occurred_?at|created_?at|date|departure");
  private static final Pattern BEST_NUMBER =
      Pattern.compile(
          "(?i)(.*[._])?(amount|total|price|value|cost|revenue|duration|delay|latency|quantity|size|bytes|temperature|distance)(_.*)?");
  private static final Pattern NO_NUMBER =
      Pattern.compile(
          "(?i)(.*[._])?(seq|sequence|number|no|version|line|row|zip|code|year|port|lat|lon|status)");

  private static final int MOST_KEYS = 1_000;
  private static final int NICE_KEYS = 50;

  private List<Field> fields() {
    return Shape.of(schema).fields();
  }

  /** The field that tells events apart: in nearly all, and nearly always another. */
  Optional<Field> id() {
    return fields().stream()
        .filter(field -> field.kind() == Kind.LONG || field.kind() == Kind.STRING)
        .filter(this::isCommon)
        .filter(field -> distinct(field) * 2 >= values(field) && isId(field))
        .max(
            ranked(field -> (long) (20.0 * distinct(field) / values(field)))
                .thenComparing(ranked(field -> matches(BEST_ID, field)))
                .thenComparing(ranked(field -> -field.index())));
  }

  /** By its name, or because no two events have the same. */
  private boolean isId(Field field) {
    return ID.matcher(field.path()).matches()
        || (field.kind() == Kind.STRING && values(field) > 9 && distinct(field) == values(field));
  }

  Optional<Field> time() {
    return fields().stream()
        .filter(field -> field.kind() == Kind.TIME && isCommon(field))
        .max(
            ranked(field -> matches(BEST_TIME, field))
                .thenComparing(ranked(field -> -field.index())));
  }

  /** Fields of few different values, the best to count by first. */
  List<Field> dimensions(Optional<Field> id) {
    long most = seen.objects() < 20 ? seen.objects() - 1 : seen.objects() / 2;
    return fields().stream()
        .filter(field -> field.kind() == Kind.STRING || field.kind() == Kind.BOOLEAN)
        .filter(field -> !Names.NOT_FOR_DIMENSIONS.contains(field.path()))
        .filter(field -> id.isEmpty() || !id.get().equals(field))
        .filter(field -> distinct(field) > 1 && distinct(field) <= Math.min(MOST_KEYS, most))
        .sorted(
            ranked(field -> ID.matcher(field.path()).matches() ? 0 : 1)
                .thenComparing(ranked(this::niceness))
                .reversed()
                .thenComparing(Field::index))
        .toList();
  }

  /** More values say more, as long as a person can look at them all. */
  private long niceness(Field field) {
    long distinct = distinct(field);
    return distinct <= NICE_KEYS ? distinct : NICE_KEYS - distinct;
  }

  /** The dimension of most values, which spreads events over shards. */
  Optional<Field> key(Optional<Field> id) {
    return dimensions(id).stream().filter(this::isCommon).max(ranked(this::distinct));
  }

  /** The number that is most worth adding up. */
  Optional<Field> number() {
    return fields().stream()
        .filter(field -> field.kind().isNumber())
        .filter(field -> !ID.matcher(field.path()).matches())
        .filter(field -> !NO_NUMBER.matcher(field.path()).matches())
        .max(
            ranked(field -> matches(BEST_NUMBER, field))
                .thenComparing(ranked(field -> field.kind() == Kind.LONG ? 0L : 1L))
                .thenComparing(ranked(field -> -field.index())));
  }

  private static Comparator<Field> ranked(ToLongFunction<Field> rank) {
    return Comparator.comparingLong(rank);
  }

  private static long matches(Pattern pattern, Field field) {
    return pattern.matcher(field.path()).matches() ? 1 : 0;
  }

  /** How many different values a field has. */
  long distinct(Field field) {
    return seen.at(field.path()).map(Observed::distinct).orElse(0);
  }

  private long values(Field field) {
    return seen.at(field.path()).map(Observed::values).orElse(0L);
  }

  private boolean isCommon(Field field) {
    return values(field) > 0 && values(field) * 10 >= seen.objects() * 9;
  }
}
