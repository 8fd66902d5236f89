package io.trueup.cdk;

import java.util.regex.Pattern;

/**
 * Everything about a deployment that is not code: its name (1 to 40 of a to z, 0 to 9 and -, and
 * without {@code -v-}, as tables of versions are found by how their names begin), the fingerprint
 * and the pipeline's name as functions know them, and the choices of the CDK context. {@code
 * keptVersions} older versions stay for rollback, 0 to {@value #MOST_KEPT}; {@code eventBus} is the
 * name of the bus on which those who listen are told of swaps, 1 to 256 of a to z, A to Z, 0 to 9,
 * ., - and _.
 */
public record Settings(
    String name,
    String pipeline,
    String fingerprint,
    Engine engine,
    Catalog catalog,
    Shards shards,
    Batching batching,
    Rhythm rhythm,
    Keeping keeping,
    int keptVersions,
    String eventBus,
    Recomputing recomputing) {

  /** All that are kept stand in the pointer, which each query reads. */
  private static final int MOST_KEPT = 20;

  private static final Pattern BUS = Pattern.compile("[A-Za-z0-9._-]{1,256}");

  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  public Settings {
    if (!FORM.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "deployment name '%s', expected 1 to 40 of a to z, 0 to 9 and -, beginning with a letter"
              .formatted(name));
    }
    if ((name + "-").contains("-v-")) {
      throw new IllegalArgumentException(
          "deployment name '%s', expected one without -v-: what follows it names a version of another"
              .formatted(name));
    }
    if (catalog == Catalog.DYNAMODB && engine != Engine.ACTIVITY) {
      throw new IllegalArgumentException(
          "catalog '%s' with engine '%s', expected catalog '%s' or '%s', or engine '%s'"
              .formatted(
                  catalog.word(),
                  engine.word(),
                  Catalog.GLUE.word(),
                  Catalog.OFF.word(),
                  Engine.ACTIVITY.word()));
    }
    if (!BUS.matcher(eventBus).matches()) {
      throw new IllegalArgumentException(
          "event-bus '%s', expected the name of a bus of this account and region"
              .formatted(eventBus));
    }
    if (keptVersions < 0 || keptVersions > MOST_KEPT) {
      throw new IllegalArgumentException(
          "kept-versions of %d, expected 0 to %d older versions"
              .formatted(keptVersions, MOST_KEPT));
    }
  }

  /** The name of the stack that holds the data. */
  public String dataStack() {
    return "Trueup-%s-data".formatted(name);
  }

  /** The name of the stack that holds the code. */
  public String computeStack() {
    return "Trueup-%s-compute".formatted(name);
  }

  /**
   * The name of the state machine. It is fixed, so that what asks for its executions can be told of
   * them before it is there.
   */
  public String workflow() {
    return "trueup-" + name;
  }

  /** The database of the catalog that the master dataset is in: Athena takes no hyphens. */
  public String masterDatabase() {
    return "trueup_" + name.replace('-', '_');
  }

  /** The DynamoDB table that the master dataset's catalog is in, where it is in one. */
  public String masterCatalog() {
    return "trueup-%s-catalog".formatted(name);
  }

  /**
   * How the names of all segment tables begin; they are made at run time, not by CloudFormation.
   */
  public String segmentPrefix() {
    return "trueup-%s-v-".formatted(name);
  }
}
