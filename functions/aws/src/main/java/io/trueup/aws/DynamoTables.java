package io.trueup.aws;

import io.trueup.port.Removal;
import io.trueup.port.Table;
import io.trueup.port.Tables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.SSESpecification;
import software.amazon.awssdk.services.dynamodb.model.SSEType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableCreationParameters;
import software.amazon.awssdk.services.dynamodb.model.TableWarmThroughputDescription;
import software.amazon.awssdk.services.dynamodb.model.Tag;

/**
 * DynamoDB tables made at run time: billed per request, tagged, and encrypted with a key of ours
 * where one is given.
 */
public record DynamoTables(DynamoDbClient dynamo, Optional<String> key, Map<String, String> tags)
    implements Tables {

  private static final Logger LOG = LoggerFactory.getLogger(DynamoTables.class);

  /** The reads a second that a new table paid per request is ready for. */
  private static final long NEW_READS = 12_000;

  private static final List<KeySchemaElement> KEYS =
      List.of(key("pk", KeyType.HASH), key("sk", KeyType.RANGE));

  private static final List<AttributeDefinition> ATTRIBUTES = List.of(text("pk"), text("sk"));

  public DynamoTables {
    tags = Map.copyOf(tags);
  }

  @Override
  public Table table(String name) {
    return new DynamoTable(dynamo, name);
  }

  @Override
  public Table create(String name) {
    return create(request(name).build());
  }

  /**
   * Of warm throughput reads alone are asked for, and where the other table has more than any new
   * one: DynamoDB charges for each unit beyond that. Where it is refused, as over a quota, the
   * table is as cold as any new one.
   */
  @Override
  public Table createLike(String name, String other) {
    long reads = warmReads(other);
    if (reads <= NEW_READS) {
      return create(name);
    }
    try {
      return create(request(name).warmThroughput(warm -> warm.readUnitsPerSecond(reads)).build());
    } catch (DynamoDbException refused) {
      if (!isOfTheRequest(refused)) {
        throw refused;
      }
      LOG.warn("table {}: not made with {} warm reads a second, but cold", name, reads, refused);
      return create(name);
    }
  }

  private static boolean isOfTheRequest(DynamoDbException refused) {
    return refused instanceof LimitExceededException
        || "ValidationException".equals(refused.awsErrorDetails().errorCode());
  }

  /** The reads a second that a table is ready for; 0 where nothing is known of them. */
  private long warmReads(String name) {
    try {
      return Optional.ofNullable(
              dynamo.describeTable(describe -> describe.tableName(name)).table().warmThroughput())
          .map(TableWarmThroughputDescription::readUnitsPerSecond)
          .orElse(0L);
    } catch (ResourceNotFoundException gone) {
      return 0;
    }
  }

  private Table create(CreateTableRequest request) {
    String name = request.tableName();
    try {
      dynamo.createTable(request);
    } catch (ResourceInUseException already) {
      // There is one of the name, or it is being made: in both cases it is waited for.
    }
    awaitActive(name);
    return table(name);
  }

  private CreateTableRequest.Builder request(String name) {
    CreateTableRequest.Builder request =
        CreateTableRequest.builder()
            .tableName(name)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(KEYS)
            .attributeDefinitions(ATTRIBUTES)
            .tags(labels());
    encryption().ifPresent(request::sseSpecification);
    return request;
  }

  private List<Tag> labels() {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  private Optional<SSESpecification> encryption() {
    return key.map(
        arn ->
            SSESpecification.builder()
                .enabled(true)
                .sseType(SSEType.KMS)
                .kmsMasterKeyId(arn)
                .build());
  }

  /** What an import can be told of a table: neither tags nor how ready it is to be. */
  TableCreationParameters imported(String name) {
    TableCreationParameters.Builder table =
        TableCreationParameters.builder()
            .tableName(name)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(KEYS)
            .attributeDefinitions(ATTRIBUTES);
    encryption().ifPresent(table::sseSpecification);
    return table.build();
  }

  /** Makes a table that an import has made what {@link #createLike} would have made. */
  void complete(String name, Optional<String> like) {
    awaitActive(name);
    if (!tags.isEmpty()) {
      String arn = dynamo.describeTable(describe -> describe.tableName(name)).table().tableArn();
      dynamo.tagResource(tag -> tag.resourceArn(arn).tags(labels()));
    }
    like.ifPresent(other -> warm(name, warmReads(other)));
  }

  private void warm(String name, long reads) {
    if (reads <= Math.max(NEW_READS, warmReads(name))) {
      return;
    }
    try {
      dynamo.updateTable(
          update -> update.tableName(name).warmThroughput(warm -> warm.readUnitsPerSecond(reads)));
    } catch (DynamoDbException refused) {
      if (!isOfTheRequest(refused)) {
        throw refused;
      }
      LOG.warn("table {}: not warmed to {} reads a second", name, reads, refused);
      return;
    }
    awaitWarm(name);
  }

  /** It is read and written meanwhile, and how long a full table takes nobody says. */
  private void awaitWarm(String name) {
    try {
      awaitActive(name);
    } catch (SdkClientException goesOn) {
      LOG.warn("table {}: is still warming, and is used as it is", name, goesOn);
    }
  }

  private void awaitActive(String name) {
    dynamo.waiter().waitUntilTableExists(describe -> describe.tableName(name));
  }

  @Override
  public Removal delete(String name) {
    try {
      dynamo.deleteTable(request -> request.tableName(name));
    } catch (ResourceNotFoundException gone) {
      // Another attempt has removed it.
    } catch (ResourceInUseException busy) {
      // As while a run that has died left an import that goes on: that ends by itself.
      LOG.warn("table {}: not removed, it is being made or changed", name);
      return Removal.BUSY;
    }
    return Removal.GONE;
  }

  @Override
  public List<String> list(String prefix) {
    return dynamo.listTablesPaginator().tableNames().stream()
        .filter(name -> name.startsWith(prefix))
        .sorted()
        .toList();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static AttributeDefinition text(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }
}
