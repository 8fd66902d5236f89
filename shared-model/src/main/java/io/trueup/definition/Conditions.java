package io.trueup.definition;

import java.util.Optional;

/**
 * Reads the {@code where} of a view, a CEL expression. The names in it are the schema's leaves by
 * their paths; long is CEL's int, a time its timestamp, and decimals are exact ({@link
 * CelDecimals}). One that may be null is null when it is absent. Nothing of CEL is loaded by a
 * pipeline without a {@code where}.
 */
interface Conditions {

  String EXPECTED = "a CEL expression over the fields of event '%s' that yields a boolean";

  /** The condition at a cursor. */
  Optional<Condition> read(YamlCursor cursor, Source source);

  /** The condition at a cursor, compiled; what is wrong in it is reported. */
  static Optional<Condition> compiled(YamlCursor cursor, Source source) {
    Optional<String> text = cursor.text();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    CelCompilation compilation = CelCompilation.of(text.get().strip(), source.shape().fields());
    for (CelCompilation.Flaw flaw : compilation.flaws()) {
      cursor.problem(
          flaw.found(),
          flaw.right().orElseGet(() -> EXPECTED.formatted(source.name())),
          flaw.unknown().flatMap(name -> NearestName.of(name, source.shape().paths())));
    }
    return compilation.condition();
  }

  /** The condition at a cursor, to be compiled when it is needed; nothing of CEL is loaded. */
  static Optional<Condition> deferred(YamlCursor cursor, Source source) {
    return cursor.text().map(text -> new DeferredCondition(text.strip(), source.shape().fields()));
  }
}
