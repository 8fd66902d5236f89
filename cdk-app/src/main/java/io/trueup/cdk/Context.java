package io.trueup.cdk;

import io.trueup.definition.Pipeline;
import io.trueup.time.Span;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The CDK context ({@code -c name=value}), read once into {@link Settings}. A value that is wrong
 * fails with its name, the value and what was expected.
 */
final class Context {

  private final Function<String, @Nullable Object> values;

  Context(Function<String, @Nullable Object> values) {
    this.values = values;
  }

  /** The value of a name as text; empty when it is not given. */
  Optional<String> text(String name) {
    return Optional.ofNullable(values.apply(name)).map(Object::toString);
  }

  /** The settings of a pipeline's deployment. */
  Settings settings(Pipeline pipeline) {
    Engine engine = read("engine", "emr-serverless", this::engine);
    return new Settings(
        text("name").orElse(pipeline.name().replace('_', '-')),
        pipeline.name(),
        pipeline.fingerprint(),
        engine,
        read(
            "catalog",
            Catalog.beside(engine).word(),
            word -> choice(word, Catalog.values(), Catalog::word)),
        read("shards", "2", Context::shards),
        new Batching(
            read("batch-size", "500", Integer::parseInt),
            read("batch-window", "0", Integer::parseInt),
            read("delivery", "60s", Span::parse)),
        rhythm(pipeline),
        read("keep", "on", word -> choice(word, Keeping.values(), Keeping::word)),
        read("kept-versions", "3", Integer::parseInt),
        text("event-bus").orElse("default"),
        new Recomputing(
            read("load", "writes", word -> choice(word, Load.values(), Load::word)),
            read("load-budget", "none", word -> unlessNone(word).map(Integer::valueOf)),
            read("lineage", "none", word -> unlessNone(word).map(URI::create))));
  }

  private static Optional<String> unlessNone(String word) {
    return Optional.of(word).filter(it -> !it.equals("none"));
  }

  private Rhythm rhythm(Pipeline pipeline) {
    Span schedule = pipeline.batch().schedule();
    return new Rhythm(
        read("epoch", pipeline.batch().epoch().toString(), Span::parse),
        read("heartbeat", pipeline.batch().heartbeat().toString(), Span::parse),
        schedule,
        read("schedule", "on", Context::scheduling),
        read("gate-wait", "60s", Context::seconds),
        read("gate", "1h", Span::parse),
        read("hot-retention", "14d", word -> retention(word, pipeline.longestWindow(), schedule)));
  }

  /** Deltas are needed until the next true-up, and one that fails has to be noticed and mended. */
  private static Span retention(String word, long window, Span schedule) {
    Span retention = Span.parse(word);
    if (retention.millis() - window < 2 * schedule.millis()) {
      throw new IllegalArgumentException(
          "%s, expected at least the longest window, %s, and twice the schedule of true-ups, %s"
              .formatted(retention, window == 0 ? "0s" : new Span(window), schedule));
    }
    return retention;
  }

  private Engine engine(String word) {
    return choice(word, Engine.values(), Engine::word);
  }

  private static Shards shards(String word) {
    return word.equals("on-demand")
        ? new Shards.OnDemand()
        : new Shards.Provisioned(Integer.parseInt(word));
  }

  private static Rhythm.Scheduling scheduling(String word) {
    return choice(
        word, Rhythm.Scheduling.values(), each -> each == Rhythm.Scheduling.ON ? "on" : "off");
  }

  /** A span, or a bare number of seconds. */
  private static Span seconds(String word) {
    return Span.parse(word.chars().allMatch(Character::isDigit) ? word + "s" : word);
  }

  private <T> T read(String name, String otherwise, Function<String, T> reader) {
    String word = text(name).orElse(otherwise);
    try {
      return reader.apply(word);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "context '%s' is '%s', expected a whole number".formatted(name, word), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("context '%s': %s".formatted(name, e.getMessage()), e);
    }
  }

  private static <T> T choice(String word, T[] choices, Function<T, String> name) {
    return Arrays.stream(choices)
        .filter(each -> name.apply(each).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s', expected one of %s"
                        .formatted(word, Arrays.stream(choices).map(name).toList())));
  }
}
