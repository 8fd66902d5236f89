package io.trueup.definition;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Reads the {@code where} and the {@code live} of a view, CEL expressions. The names in it are the
 * schema's leaves by their paths; long is CEL's int, a time its timestamp, and decimals are exact
 * ({@link CelDecimals}). One that may be null is null when it is absent. Nothing of CEL is loaded
 * by a pipeline without either.
 */
interface Conditions {

  /** The fields that an expression may name, and what is said when it is wrong. */
  record Scope(List<Field> fields, Collection<String> paths, String expected) {

    /** All fields of an event. */
    static Scope of(Source source) {
      return new Scope(
          source.shape().fields(),
          source.shape().paths(),
          "a CEL expression over the fields of event '%s' that yields a boolean"
              .formatted(source.name()));
    }

    /** Those of a view's keys. */
    static Scope ofKeys(List<Field> by) {
      List<String> paths = by.stream().map(Field::path).toList();
      return new Scope(
          by,
          paths,
          "a CEL expression over the fields in 'by', %s, that yields a boolean".formatted(paths));
    }
  }

  /** The condition at a cursor. */
  Optional<Condition> read(YamlCursor cursor, Scope scope);

  /** The condition at a cursor, compiled; what is wrong in it is reported. */
  static Optional<Condition> compiled(YamlCursor cursor, Scope scope) {
    Optional<String> text = cursor.text();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    CelCompilation compilation = CelCompilation.of(text.get().strip(), scope.fields());
    for (CelCompilation.Flaw flaw : compilation.flaws()) {
      cursor.problem(
          flaw.found(),
          flaw.right().orElse(scope.expected()),
          flaw.unknown().flatMap(name -> NearestName.of(name, scope.paths())));
    }
    return compilation.condition();
  }

  /** The condition at a cursor, to be compiled when it is needed; nothing of CEL is loaded. */
  static Optional<Condition> deferred(YamlCursor cursor, Scope scope) {
    return cursor.text().map(text -> new DeferredCondition(text.strip(), scope.fields()));
  }
}
