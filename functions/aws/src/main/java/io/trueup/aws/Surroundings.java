package io.trueup.aws;

import io.trueup.definition.Pipeline;
import io.trueup.port.Table;
import io.trueup.store.InForce;
import io.trueup.store.Library;
import io.trueup.store.Tenure;
import io.trueup.time.Epochs;
import java.net.URI;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What every function works with: its environment, the tables, and the definitions. Made once per
 * process.
 */
public record Surroundings(Environment environment, DynamoDbClient dynamo, Library library) {

  /**
   * Enters as one who writes: what was deployed with it is in force from then on, or, where nobody
   * came before, from the first record on.
   */
  public static Surroundings enter(Environment environment, DynamoDbClient dynamo, Clock clock) {
    Table control = new DynamoTable(dynamo, environment.controlTable());
    InForce.establish(control, deployed(environment), clock.millis());
    return visit(environment, dynamo);
  }

  /**
   * Enters as one who only reads, and may do no more: takes what is in force, or, while nobody has
   * said so, what was deployed.
   */
  public static Surroundings visit(Environment environment, DynamoDbClient dynamo) {
    Table control = new DynamoTable(dynamo, environment.controlTable());
    found(control, environment);
    return new Surroundings(
        environment,
        dynamo,
        new Library(() -> found(control, environment), tenure -> load(environment, tenure)));
  }

  /** It can't change the length of epochs: records would be of others than their ledgers say. */
  static InForce found(Table control, Environment environment) {
    InForce mine = deployed(environment);
    InForce found = InForce.read(control).orElse(mine);
    mine.requireEpochOf(found);
    return found;
  }

  /** What is deployed with this function, as if nobody had come before. */
  public static InForce deployed(Environment environment) {
    return InForce.first(
        environment.epoch(), environment.fingerprint(), environment.definition().toString());
  }

  /** Of the definition that it was deployed with, a function may have a newer copy than others. */
  private static Pipeline load(Environment environment, Tenure tenure) {
    boolean mine = tenure.fingerprint().equals(environment.fingerprint());
    URI location = mine ? environment.definition() : URI.create(tenure.location());
    return new Definitions(bucket -> new S3Objects(Clients.s3(), bucket))
        .load(location, tenure.fingerprint());
  }

  /** Loads the definition that was deployed with this function, before the first call. */
  public Pipeline ready() {
    return library.load(deployed(environment).first());
  }

  public Table control() {
    return new DynamoTable(dynamo, environment.controlTable());
  }

  public Table hot() {
    return new DynamoTable(dynamo, environment.hotTable());
  }

  public Epochs epochs() {
    return new Epochs(environment.epoch());
  }
}
