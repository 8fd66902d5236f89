package io.trueup.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.trueup.port.Imported;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DescribeImportRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeImportResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.ImportTableDescription;
import software.amazon.awssdk.services.dynamodb.model.ImportTableRequest;
import software.amazon.awssdk.services.dynamodb.model.ImportTableResponse;
import software.amazon.awssdk.services.dynamodb.model.InputCompressionType;
import software.amazon.awssdk.services.dynamodb.model.InputFormat;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.LimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.SSEType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableCreationParameters;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TagResourceRequest;
import software.amazon.awssdk.services.dynamodb.model.TagResourceResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableResponse;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbWaiter;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Object;

class DynamoImportsTest {

  private static final String ARN = "arn:aws:dynamodb:eu-central-1:1:table/t/import/0123";

  private final Dynamo dynamo = new Dynamo();
  private final Bucket bucket = new Bucket();
  private final DynamoImports imports =
      new DynamoImports(
          bucket,
          "archived",
          new DynamoTables(dynamo, Optional.of("arn:key"), Map.of("pipeline", "flights")),
          Duration.ZERO);

  /** A DynamoDB that goes from one state of an import to the next with each look. */
  private static class Dynamo implements DynamoDbClient {
    private final List<ImportTableRequest> begun = new ArrayList<>();
    private final List<String> after = new ArrayList<>();
    private final Map<String, Long> warm = new HashMap<>();
    private final List<ImportTableDescription> states = new ArrayList<>();
    private @Nullable RuntimeException refusal;

    @Override
    public ImportTableResponse importTable(ImportTableRequest request) {
      if (refusal != null) {
        throw refusal;
      }
      begun.add(request);
      return ImportTableResponse.builder().importTableDescription(states.remove(0)).build();
    }

    @Override
    public DescribeImportResponse describeImport(DescribeImportRequest request) {
      assertThat(request.importArn()).isEqualTo(ARN);
      return DescribeImportResponse.builder().importTableDescription(states.remove(0)).build();
    }

    @Override
    public DescribeTableResponse describeTable(DescribeTableRequest request) {
      TableDescription.Builder table =
          TableDescription.builder().tableArn("arn:table").tableStatus(status());
      Long reads = warm.get(request.tableName());
      if (reads != null) {
        table.warmThroughput(it -> it.readUnitsPerSecond(reads).writeUnitsPerSecond(4_000L));
      }
      return DescribeTableResponse.builder().table(table.build()).build();
    }

    String status() {
      return "ACTIVE";
    }

    List<String> after() {
      return after;
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
      after.add(
          "tag %s %s=%s"
              .formatted(
                  request.resourceArn(),
                  request.tags().get(0).key(),
                  request.tags().get(0).value()));
      return TagResourceResponse.builder().build();
    }

    @Override
    public UpdateTableResponse updateTable(UpdateTableRequest request) {
      after.add("warm %s %s".formatted(request.tableName(), request.warmThroughput()));
      return UpdateTableResponse.builder().build();
    }

    @Override
    public DynamoDbWaiter waiter() {
      return DynamoDbWaiter.builder().client(this).build();
    }

    @Override
    public String serviceName() {
      return "dynamodb";
    }

    @Override
    public void close() {}
  }

  /** An S3 that answers lists by pages of three. */
  private static final class Bucket implements S3Client {
    private final TreeMap<String, Long> objects = new TreeMap<>();
    private boolean isDenied;

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
      assertThat(request.bucket()).isEqualTo("archived");
      objects.put(request.key(), body.optionalContentLength().orElseThrow());
      return PutObjectResponse.builder().build();
    }

    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
      String after =
          Optional.ofNullable(request.continuationToken())
              .orElse(Optional.ofNullable(request.startAfter()).orElse(""));
      List<String> left =
          objects.tailMap(after, false).keySet().stream()
              .filter(key -> key.startsWith(request.prefix()))
              .toList();
      List<String> page = left.subList(0, Math.min(3, left.size()));
      return ListObjectsV2Response.builder()
          .contents(page.stream().map(key -> S3Object.builder().key(key).build()).toList())
          .isTruncated(page.size() < left.size())
          .nextContinuationToken(page.size() < left.size() ? page.get(2) : null)
          .build();
    }

    @Override
    public DeleteObjectsResponse deleteObjects(DeleteObjectsRequest request) {
      if (isDenied) {
        return DeleteObjectsResponse.builder()
            .errors(S3Error.builder().code("AccessDenied").build())
            .build();
      }
      request.delete().objects().forEach(each -> objects.remove(each.key()));
      return DeleteObjectsResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "s3";
    }

    @Override
    public void close() {}
  }

  @Test
  void make_asksFor_theTableThatIsMadeOtherwise() {
    dynamo.states.add(state("COMPLETED", 3, 3, 0));
    imports.make("t");
    ImportTableRequest request = dynamo.begun.get(0);
    TableCreationParameters table = request.tableCreationParameters();

    assertThat(request.s3BucketSource().s3Bucket()).isEqualTo("archived");
    assertThat(request.s3BucketSource().s3KeyPrefix()).isEqualTo("load/t/");
    assertThat(request.inputFormat()).isEqualTo(InputFormat.DYNAMODB_JSON);
    assertThat(request.inputCompressionType()).isEqualTo(InputCompressionType.GZIP);
    assertThat(table.tableName()).isEqualTo("t");
    assertThat(table.billingMode()).isEqualTo(BillingMode.PAY_PER_REQUEST);
    assertThat(table.keySchema())
        .extracting(KeySchemaElement::attributeName, KeySchemaElement::keyTypeAsString)
        .containsExactly(tuple("pk", "HASH"), tuple("sk", "RANGE"));
    assertThat(table.attributeDefinitions())
        .extracting(AttributeDefinition::attributeType)
        .containsExactly(ScalarAttributeType.S, ScalarAttributeType.S);
    assertThat(table.sseSpecification().sseType()).isEqualTo(SSEType.KMS);
    assertThat(table.sseSpecification().kmsMasterKeyId()).isEqualTo("arn:key");
  }

  @Test
  void make_goesOnForLong_isWaitedFor() {
    dynamo.states.addAll(
        List.of(
            state("IN_PROGRESS", null, null, null),
            state("IN_PROGRESS", 2, 1, 0),
            state("COMPLETED", 3, 3, 0)));
    Imported imported = imports.make("t");

    assertThat(imported)
        .isEqualTo(
            new Imported(ARN, "COMPLETED", 3, 3, 0, Optional.empty(), Optional.of("arn:logs")));
    imported.require(3);
    assertThat(dynamo.after).isEmpty();
  }

  @Test
  void complete_isTagged() {
    imports.complete("t", Optional.empty());
    assertThat(dynamo.after).containsExactly("tag arn:table pipeline=flights");
  }

  @Test
  void complete_behindATableThatIsWarmer_isWarmed() {
    dynamo.warm.putAll(Map.of("served", 30_000L, "t", 12_000L));
    imports.complete("t", Optional.of("served"));

    assertThat(dynamo.after)
        .containsExactly(
            "tag arn:table pipeline=flights", "warm t WarmThroughput(ReadUnitsPerSecond=30000)");
  }

  @Test
  void complete_importedTableIsAsWarm_isNotWarmed() {
    dynamo.warm.putAll(Map.of("served", 30_000L, "t", 40_000L));
    imports.complete("t", Optional.of("served"));

    assertThat(dynamo.after).containsExactly("tag arn:table pipeline=flights");
  }

  @Test
  void complete_warmingIsRefused_isThereAllTheSame() {
    Dynamo full =
        new Dynamo() {
          @Override
          public UpdateTableResponse updateTable(UpdateTableRequest request) {
            throw LimitExceededException.builder().message("quota").build();
          }
        };

    assertThatCode(() -> warmed(full)).doesNotThrowAnyException();
  }

  @Test
  void complete_warmingTakesLong_isUsedMeanwhile() {
    Dynamo slow =
        new Dynamo() {
          @Override
          public DynamoDbWaiter waiter() {
            return DynamoDbWaiter.builder()
                .client(this)
                .overrideConfiguration(
                    few -> few.maxAttempts(2).backoffStrategyV2(at -> Duration.ZERO))
                .build();
          }

          @Override
          String status() {
            return after().isEmpty() ? "ACTIVE" : "UPDATING";
          }
        };

    assertThatCode(() -> warmed(slow)).doesNotThrowAnyException();
    assertThat(slow.after()).hasSize(1);
  }

  /** Makes a table as warm as another one that has had a peak. */
  private void warmed(Dynamo by) {
    by.warm.put("served", 30_000L);
    DynamoTables tables = new DynamoTables(by, Optional.empty(), Map.of());
    new DynamoImports(bucket, "archived", tables, Duration.ZERO)
        .complete("t", Optional.of("served"));
  }

  @Test
  void make_fails_saysWhyAndTouchesNoTable() {
    dynamo.states.addAll(
        List.of(
            state("IN_PROGRESS", 0, 0, 0),
            state("CANCELLING", 5, 4, 1),
            state("FAILED", 5, 4, 1).toBuilder()
                .failureCode("ItemValidationError")
                .failureMessage("too many")
                .build()));
    Imported imported = imports.make("t");

    assertThat(imported)
        .isEqualTo(
            new Imported(
                ARN,
                "FAILED",
                5,
                4,
                1,
                Optional.of("ItemValidationError: too many"),
                Optional.of("arn:logs")));
    assertThatThrownBy(() -> imported.require(5))
        .hasMessage(
            ARN
                + ": FAILED, 5 items read, 4 taken, 1 errors, expected COMPLETED with 5, 5 and 0;"
                + " failure: ItemValidationError: too many; log group: arn:logs");
    assertThat(dynamo.after).isEmpty();
  }

  @Test
  void make_thereIsATableOfTheName_refused() {
    dynamo.refusal = ResourceInUseException.builder().message("t").build();
    assertThatThrownBy(() -> imports.make("t"))
        .hasMessage("import table t: there is one, expected a new one");
  }

  @Test
  void objects_ofATable_areWrittenListedAndForgottenAlone(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "seven..");
    for (int i = 0; i < 7; i++) {
      imports.write("t-1", "strips-%d".formatted(i), file);
    }
    imports.write("t-10", "strips-0", file);

    assertThat(bucket.objects).hasSize(8).containsEntry("load/t-1/strips-0", 7L);
    assertThat(imports.written("t-1")).hasSize(7).allMatch(key -> key.startsWith("load/t-1/"));
    imports.forget("t-1");
    assertThat(imports.written("t-1")).isEmpty();
    assertThat(bucket.objects).containsOnlyKeys("load/t-10/strips-0");
  }

  @Test
  void forget_denied_fails() {
    bucket.objects.put("load/t/a", 1L);
    bucket.isDenied = true;
    assertThatThrownBy(() -> imports.forget("t")).hasMessageContaining("AccessDenied");
  }

  private static ImportTableDescription state(
      String status, @Nullable Integer read, @Nullable Integer taken, @Nullable Integer errors) {
    ImportTableDescription.Builder state =
        ImportTableDescription.builder()
            .importArn(ARN)
            .tableArn("arn:table")
            .cloudWatchLogGroupArn("arn:logs")
            .importStatus(status);
    if (read != null && taken != null && errors != null) {
      state
          .processedItemCount(read.longValue())
          .importedItemCount(taken.longValue())
          .errorCount(errors.longValue());
    }
    return state.build();
  }
}
