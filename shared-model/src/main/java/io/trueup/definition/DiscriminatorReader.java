package io.trueup.definition;

import io.trueup.definition.Shape.Part;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads how the event types of one pipeline file are told apart: {@code discriminator} of the
 * pipeline and {@code is} of each event. For one use.
 */
final class DiscriminatorReader {

  private static final String STANDARD = "type";
  private static final Pattern PATH = Pattern.compile("[^.]+(\\.[^.]+)*");

  private final Optional<String> path;
  private final Map<String, String> owners = new HashMap<>();

  private DiscriminatorReader(Optional<String> path) {
    this.path = path;
  }

  /** A single event type without a discriminator is not told: every record is of it. */
  static DiscriminatorReader of(Optional<YamlCursor> discriminator, int types) {
    if (discriminator.isEmpty()) {
      return new DiscriminatorReader(types > 1 ? Optional.of(STANDARD) : Optional.empty());
    }
    return new DiscriminatorReader(discriminator.flatMap(DiscriminatorReader::path));
  }

  private static Optional<String> path(YamlCursor cursor) {
    Optional<String> text = cursor.text();
    if (text.isPresent() && !PATH.matcher(text.get()).matches()) {
      cursor.problem("'%s'".formatted(text.get()), "the path of a field, as type or meta.kind");
      return Optional.empty();
    }
    return text;
  }

  /** How the event at a cursor is told; empty when it is not, or when that can't be read. */
  Optional<Discriminator> read(String name, YamlCursor event, Optional<YamlCursor> is) {
    Optional<String> value = is.isEmpty() ? Optional.of(name) : is.flatMap(YamlCursor::text);
    if (value.isPresent() && value.get().isEmpty()) {
      is.orElseThrow().problem("''", "a text that is not empty");
    }
    if (path.isEmpty() || value.isEmpty()) {
      return Optional.empty();
    }
    String owner = owners.putIfAbsent(value.get(), name);
    if (owner != null) {
      is.orElse(event)
          .problem(
              "'%s' tells event '%s'".formatted(value.get(), owner),
              "another text for each event type");
    }
    return Optional.of(new Discriminator(path.get(), value.get()));
  }

  /** Reports a field at the discriminator's path that can't hold a text. */
  void check(Source source, YamlCursor event) {
    Part part = path.flatMap(source.shape()::part).orElse(null);
    if (part == null || (part instanceof Part.Leaf leaf && leaf.field().kind() == Kind.STRING)) {
      return;
    }
    event.problem(
        "'%s' is %s".formatted(path.orElseThrow(), part.what()),
        "a string, which tells the event types apart");
  }
}
