package io.trueup.batch.recompute;

import io.trueup.aws.Clients;
import io.trueup.aws.DynamoImports;
import io.trueup.aws.DynamoTable;
import io.trueup.aws.DynamoTables;
import io.trueup.aws.KinesisReplay;
import io.trueup.aws.S3Objects;
import io.trueup.port.Imports;
import io.trueup.port.Objects;
import io.trueup.port.Replay;
import io.trueup.port.Table;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * AWS, by the environment of each process. Segments are encrypted with a key (its ARN; empty: the
 * service's own) and tagged.
 */
public record AwsEffects(String key, Map<String, String> tags) implements Effects {

  public AwsEffects {
    tags = Map.copyOf(tags);
  }

  public static AwsEffects of(Job job) {
    return new AwsEffects(job.kmsKey().orElse(""), job.tags());
  }

  @Override
  public Objects objects(String bucket) {
    return new S3Objects(Opened.S3, bucket);
  }

  @Override
  public Table table(String name) {
    return new DynamoTable(Opened.DYNAMO, name);
  }

  @Override
  public Replay stream(String name) {
    return new KinesisReplay(Opened.KINESIS, name);
  }

  @Override
  public DynamoTables segments() {
    return new DynamoTables(Opened.DYNAMO, Optional.of(key).filter(arn -> !arn.isEmpty()), tags);
  }

  @Override
  public Optional<Imports> imports(String bucket) {
    return Optional.of(new DynamoImports(Opened.S3, bucket, segments(), DynamoImports.LOOK));
  }

  /** One client of each service in a process, made at first use. */
  private static final class Opened {
    private static final S3Client S3 = Clients.s3();
    private static final DynamoDbClient DYNAMO = Clients.dynamo();
    private static final KinesisClient KINESIS = Clients.kinesis();
  }
}
