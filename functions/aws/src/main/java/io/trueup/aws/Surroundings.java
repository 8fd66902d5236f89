package io.trueup.aws;

import io.trueup.definition.Pipeline;
import io.trueup.port.Table;
import io.trueup.store.InForce;
import io.trueup.time.Epochs;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What every function works with: its environment, the tables, and the definition in force. Made
 * once per process.
 */
public record Surroundings(
    Environment environment, DynamoDbClient dynamo, InForce inForce, Pipeline pipeline) {

  /** Enters as one who writes: reads what is in force, being the first to say so if nobody has. */
  public static Surroundings enter(Environment environment, DynamoDbClient dynamo) {
    Table control = new DynamoTable(dynamo, environment.controlTable());
    InForce mine = deployed(environment);
    return of(environment, dynamo, agreed(InForce.establish(control, mine), mine));
  }

  /**
   * Enters as one who only reads, and may do no more: takes what is in force, or, while nobody has
   * said so, what was deployed.
   */
  public static Surroundings visit(Environment environment, DynamoDbClient dynamo) {
    Table control = new DynamoTable(dynamo, environment.controlTable());
    return of(environment, dynamo, found(control, environment));
  }

  static InForce found(Table control, Environment environment) {
    InForce mine = deployed(environment);
    return agreed(InForce.read(control).orElse(mine), mine);
  }

  private static InForce deployed(Environment environment) {
    return new InForce(
        0, environment.fingerprint(), environment.definition().toString(), environment.epoch());
  }

  /**
   * What is in force as this deployment has it. It can change neither the epoch's length, which
   * would give records other epochs than their ledger has, nor the definition; of an equal one it
   * may have a newer copy, and its roles read no older.
   */
  private static InForce agreed(InForce first, InForce mine) {
    if (!first.epoch().equals(mine.epoch())) {
      throw new IllegalStateException(
          "an epoch of %s is deployed, expected %s as since the first record"
              .formatted(mine.epoch(), first.epoch()));
    }
    if (!first.fingerprint().equals(mine.fingerprint())) {
      throw new IllegalStateException(
          "definition %s is deployed, expected %s as since the first record: deploy a changed one under a name of its own (-c name=NAME)"
              .formatted(mine.fingerprint(), first.fingerprint()));
    }
    return new InForce(first.from(), mine.fingerprint(), mine.location(), mine.epoch());
  }

  private static Surroundings of(Environment environment, DynamoDbClient dynamo, InForce inForce) {
    Pipeline pipeline =
        new Definitions(bucket -> new S3Objects(Clients.s3(), bucket))
            .load(environment.definition(), inForce.fingerprint());
    return new Surroundings(environment, dynamo, inForce, pipeline);
  }

  public Table control() {
    return new DynamoTable(dynamo, environment.controlTable());
  }

  public Table hot() {
    return new DynamoTable(dynamo, environment.hotTable());
  }

  public Epochs epochs() {
    return new Epochs(inForce.epoch());
  }
}
