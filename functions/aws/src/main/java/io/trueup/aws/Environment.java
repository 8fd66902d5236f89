package io.trueup.aws;

import io.trueup.time.Span;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a function is told about its surroundings, read once from the variables {@code TRUEUP_…}
 * that the deployment sets. {@code name} is that of the deployment. {@code definition} is the
 * zipped pipeline folder in S3; {@code retention} is how long hot items are kept, {@code gate} how
 * long a true-up waits for an archive that is not whole, {@code keptVersions} how many older
 * versions stay for rollback.
 */
public record Environment(
    String name,
    String pipeline,
    String controlTable,
    String hotTable,
    String segmentPrefix,
    String stream,
    String archiveBucket,
    String delivery,
    String queue,
    URI definition,
    String fingerprint,
    Span epoch,
    Span heartbeat,
    Span retention,
    Span gate,
    int keptVersions,
    String eventBus,
    String key) {

  /** Reads every variable; the failure names all that are missing. */
  public static Environment of(Map<String, String> variables) {
    Reader read = new Reader(variables);
    Environment environment =
        new Environment(
            read.text("TRUEUP_NAME"),
            read.text("TRUEUP_PIPELINE"),
            read.text("TRUEUP_CONTROL_TABLE"),
            read.text("TRUEUP_HOT_TABLE"),
            read.text("TRUEUP_SEGMENT_PREFIX"),
            read.text("TRUEUP_STREAM"),
            read.text("TRUEUP_ARCHIVE_BUCKET"),
            read.text("TRUEUP_DELIVERY"),
            read.text("TRUEUP_QUEUE"),
            URI.create(read.text("TRUEUP_DEFINITION")),
            read.text("TRUEUP_FINGERPRINT"),
            read.span("TRUEUP_EPOCH"),
            read.span("TRUEUP_HEARTBEAT"),
            read.span("TRUEUP_HOT_RETENTION"),
            read.span("TRUEUP_GATE"),
            read.number("TRUEUP_KEPT_VERSIONS"),
            read.text("TRUEUP_EVENT_BUS"),
            read.text("TRUEUP_KMS_KEY"));
    read.refuseMissing();
    return environment;
  }

  private static final class Reader {

    private final Map<String, String> variables;
    private final Set<String> missing = new TreeSet<>();

    Reader(Map<String, String> variables) {
      this.variables = variables;
    }

    String text(String name) {
      String value = variables.getOrDefault(name, "");
      if (value.isEmpty()) {
        missing.add(name);
      }
      return value;
    }

    Span span(String name) {
      String value = text(name);
      return value.isEmpty() ? new Span(1) : Span.parse(value);
    }

    int number(String name) {
      String value = text(name);
      try {
        return value.isEmpty() ? 0 : Integer.parseInt(value);
      } catch (NumberFormatException none) {
        throw new IllegalArgumentException(
            "environment's %s is '%s', expected a whole number".formatted(name, value), none);
      }
    }

    void refuseMissing() {
      if (!missing.isEmpty()) {
        throw new IllegalStateException("environment lacks %s".formatted(missing));
      }
    }
  }
}
