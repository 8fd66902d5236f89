package io.trueup.aws;

import io.trueup.definition.Pipeline;
import io.trueup.port.Table;
import io.trueup.store.InForce;
import io.trueup.time.Epochs;
import java.net.URI;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What every function works with: its environment, the tables, and the definition in force. Made
 * once per process.
 */
public record Surroundings(
    Environment environment, DynamoDbClient dynamo, InForce inForce, Pipeline pipeline) {

  /**
   * Reads what is in force, being the first to say so if nobody has. An epoch's length is part of
   * it and can't be changed by a deployment: that would give records other epochs than their ledger
   * has.
   */
  public static Surroundings enter(Environment environment, DynamoDbClient dynamo) {
    Table control = new DynamoTable(dynamo, environment.controlTable());
    InForce inForce =
        InForce.establish(
            control,
            new InForce(
                0,
                environment.fingerprint(),
                environment.definition().toString(),
                environment.epoch()));
    if (!inForce.epoch().equals(environment.epoch())) {
      throw new IllegalStateException(
          "an epoch of %s is deployed, expected %s as since the first record"
              .formatted(environment.epoch(), inForce.epoch()));
    }
    Pipeline pipeline =
        new Definitions(bucket -> new S3Objects(Clients.s3(), bucket))
            .load(URI.create(inForce.location()), inForce.fingerprint());
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
