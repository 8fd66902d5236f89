package io.trueup.aws;

import io.trueup.port.Table;
import io.trueup.port.Tables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.SSEType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.Tag;

/**
 * DynamoDB tables made at run time: billed per request, tagged, and encrypted with a key of ours
 * where one is given.
 */
public record DynamoTables(DynamoDbClient dynamo, Optional<String> key, Map<String, String> tags)
    implements Tables {

  public DynamoTables {
    tags = Map.copyOf(tags);
  }

  @Override
  public Table table(String name) {
    return new DynamoTable(dynamo, name);
  }

  @Override
  public Table create(String name) {
    try {
      dynamo.createTable(request(name));
    } catch (ResourceInUseException already) {
      // There is one of the name, or it is being made: in both cases it is waited for.
    }
    dynamo.waiter().waitUntilTableExists(describe -> describe.tableName(name));
    return table(name);
  }

  private CreateTableRequest request(String name) {
    CreateTableRequest.Builder request =
        CreateTableRequest.builder()
            .tableName(name)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(List.of(key("pk", KeyType.HASH), key("sk", KeyType.RANGE)))
            .attributeDefinitions(List.of(text("pk"), text("sk")))
            .tags(
                tags.entrySet().stream()
                    .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                    .toList());
    key.ifPresent(
        arn ->
            request.sseSpecification(
                sse -> sse.enabled(true).sseType(SSEType.KMS).kmsMasterKeyId(arn)));
    return request.build();
  }

  @Override
  public void delete(String name) {
    try {
      dynamo.deleteTable(request -> request.tableName(name));
    } catch (ResourceNotFoundException gone) {
      // Another attempt has removed it.
    }
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
