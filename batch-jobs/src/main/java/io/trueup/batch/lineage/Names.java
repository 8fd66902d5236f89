package io.trueup.batch.lineage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.openlineage.client.OpenLineage;
import io.trueup.batch.master.MasterPlace;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;

/**
 * The names of a job's run and of what it reads and makes, by OpenLineage's rules (spec/Naming.md):
 * an object's are its bucket and key; a job's are its scheduler and {@code WORKFLOW.TASK}. It has
 * none for DynamoDB, whose tables are named as Glue's: by the two halves of their ARN. Without an
 * execution nobody knows the account, and names are shorter.
 */
public record Names(Optional<Execution> execution, String task) {

  private static final URI PRODUCER = URI.create("urn:trueup:batch-jobs");

  /** A name in a namespace. */
  public record Name(String namespace, String name) {}

  /** The maker of events. */
  public static OpenLineage openLineage() {
    return new OpenLineage(PRODUCER);
  }

  public Name job() {
    return execution
        .map(it -> new Name(it.account("states"), it.workflow() + "." + task))
        .orElse(new Name("trueup", task));
  }

  /** The workflow that the job is a task of. */
  public Optional<Name> parent() {
    return execution.map(it -> new Name(it.account("states"), it.workflow()));
  }

  /** The same for all tries of one execution. */
  public Optional<UUID> parentRun() {
    return execution.map(it -> uuid(it.arn()));
  }

  /** The run of a try, which no other one shares a name with. */
  public UUID run(String name) {
    return uuid(job().namespace() + "|" + name);
  }

  public Name table(String table) {
    return new Name(
        execution.map(it -> it.account("dynamodb")).orElse("dynamodb"), "table/" + table);
  }

  /**
   * An Iceberg table: of Glue's catalog by its ARN, of any other one by the warehouse that its
   * files are in.
   */
  public Name dataset(MasterPlace place) {
    if (place.isInGlue()) {
      return new Name(
          execution.map(it -> it.account("glue")).orElse("glue"),
          "table/" + place.table().replace('.', '/'));
    }
    return new Name(place.warehouse(), place.table());
  }

  /** All objects of a bucket whose keys begin with a prefix. */
  public static Name objects(String bucket, String prefix) {
    return new Name("s3://" + bucket, prefix.replaceAll("/$", ""));
  }

  private static UUID uuid(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(UTF_8));
  }
}
