package io.trueup.aws;

import io.trueup.port.Imported;
import io.trueup.port.Imports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.ImportStatus;
import software.amazon.awssdk.services.dynamodb.model.ImportTableDescription;
import software.amazon.awssdk.services.dynamodb.model.InputCompressionType;
import software.amazon.awssdk.services.dynamodb.model.InputFormat;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Object;

/** DynamoDB's import from a bucket of S3, looked at so often while it goes on. */
public record DynamoImports(S3Client s3, String bucket, DynamoTables tables, Duration look)
    implements Imports {

  private static final Logger LOG = LoggerFactory.getLogger(DynamoImports.class);

  /** An import takes minutes at least. */
  public static final Duration LOOK = Duration.ofSeconds(20);

  @Override
  public void write(String table, String object, Path content) {
    s3.putObject(
        put -> put.bucket(bucket).key(Imports.prefix(table) + object),
        RequestBody.fromFile(content));
  }

  @Override
  public List<String> written(String table) {
    return new S3Objects(s3, bucket).list(Imports.prefix(table));
  }

  @Override
  public Imported make(String table) {
    ImportTableDescription now = begin(table);
    while (now.importStatus() == ImportStatus.IN_PROGRESS
        || now.importStatus() == ImportStatus.CANCELLING) {
      LOG.info(
          "{}: {}, {} items read, {} taken, {} errors, {} bytes",
          now.importArn(),
          now.importStatusAsString(),
          count(now.processedItemCount()),
          count(now.importedItemCount()),
          count(now.errorCount()),
          count(now.processedSizeBytes()));
      await(now);
      String arn = now.importArn();
      now = tables.dynamo().describeImport(of -> of.importArn(arn)).importTableDescription();
    }
    return imported(now);
  }

  @Override
  public void complete(String table, Optional<String> like) {
    tables.complete(table, like);
  }

  /** The SDK gives each call a token, by which one that it sends again is the same import. */
  private ImportTableDescription begin(String table) {
    try {
      return tables
          .dynamo()
          .importTable(
              begin ->
                  begin
                      .s3BucketSource(of -> of.s3Bucket(bucket).s3KeyPrefix(Imports.prefix(table)))
                      .inputFormat(InputFormat.DYNAMODB_JSON)
                      .inputCompressionType(InputCompressionType.GZIP)
                      .tableCreationParameters(tables.imported(table)))
          .importTableDescription();
    } catch (ResourceInUseException taken) {
      throw new IllegalStateException(
          "import table %s: there is one, expected a new one".formatted(table), taken);
    }
  }

  private void await(ImportTableDescription going) {
    try {
      Thread.sleep(look.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "%s: not waited for any more, was interrupted".formatted(going.importArn()), interrupted);
    }
  }

  private static Imported imported(ImportTableDescription ended) {
    return new Imported(
        ended.importArn(),
        ended.importStatusAsString(),
        count(ended.processedItemCount()),
        count(ended.importedItemCount()),
        count(ended.errorCount()),
        Optional.ofNullable(ended.failureCode())
            .map(code -> "%s: %s".formatted(code, ended.failureMessage())),
        Optional.ofNullable(ended.cloudWatchLogGroupArn()));
  }

  private static long count(@Nullable Long counted) {
    return counted == null ? 0 : counted;
  }

  @Override
  public void forget(String table) {
    s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(Imports.prefix(table)))
        .forEach(page -> delete(page.contents()));
  }

  private void delete(List<S3Object> objects) {
    if (objects.isEmpty()) {
      return;
    }
    List<ObjectIdentifier> keys =
        objects.stream().map(each -> ObjectIdentifier.builder().key(each.key()).build()).toList();
    DeleteObjectsResponse response =
        s3.deleteObjects(call -> call.bucket(bucket).delete(all -> all.quiet(true).objects(keys)));
    if (!response.errors().isEmpty()) {
      throw new IllegalStateException(
          "remove %d objects of bucket %s: %s".formatted(keys.size(), bucket, response.errors()));
    }
  }
}
