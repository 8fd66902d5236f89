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

  /**
   * Reads what is in force, being the first to say so if nobody has. A deployment can change
   * neither the epoch's length, which would give records other epochs than their ledger has, nor
   * the definition; of an equal one it may have a newer copy, and its roles read no older.
   */
  public static Surroundings enter(Environment environment, DynamoDbClient dynamo) {
    InForce mine =
        new InForce(
            0, environment.fingerprint(), environment.definition().toString(), environment.epoch());
    InForce first = InForce.establish(new DynamoTable(dynamo, environment.controlTable()), mine);
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
    Pipeline pipeline =
        new Definitions(bucket -> new S3Objects(Clients.s3(), bucket))
            .load(environment.definition(), mine.fingerprint());
    InForce readable = new InForce(first.from(), mine.fingerprint(), mine.location(), mine.epoch());
    return new Surroundings(environment, dynamo, readable, pipeline);
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
