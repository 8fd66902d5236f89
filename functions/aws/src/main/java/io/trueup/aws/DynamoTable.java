package io.trueup.aws;

import io.trueup.port.Condition;
import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.MissingTableException;
import io.trueup.port.Outcome;
import io.trueup.port.Range;
import io.trueup.port.Table;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** A DynamoDB table with partition key {@code pk} and sort key {@code sk}, both text. */
public record DynamoTable(DynamoDbClient dynamo, String name) implements Table {

  private static final String ABSENT = "attribute_not_exists(pk)";
  private static final String EQUAL = "#attribute = :value";

  @Override
  public Optional<Item> read(Key key) {
    Map<String, AttributeValue> found =
        reading(
            () ->
                dynamo
                    .getItem(
                        get -> get.tableName(name).key(Attributes.of(key)).consistentRead(true))
                    .item());
    return found.isEmpty() ? Optional.empty() : Optional.of(Attributes.item(found));
  }

  @Override
  public Stream<Item> query(Range range) {
    if (range.isEmpty()) {
      return Stream.empty();
    }
    QueryRequest.Builder request =
        QueryRequest.builder()
            .tableName(name)
            .consistentRead(true)
            // BETWEEN includes its upper bound; the one key too many is dropped below.
            .keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :to")
            .expressionAttributeValues(
                Map.of(
                    ":pk", AttributeValue.fromS(range.partition()),
                    ":from", AttributeValue.fromS(range.from()),
                    ":to", AttributeValue.fromS(range.to())))
            .scanIndexForward(range.order() == Range.Order.ASCENDING);
    if (range.limit() < 1_000) {
      // One more, since the first of a descending range may be its excluded upper bound.
      request.limit(range.limit() + 1);
    }
    return items(request.build())
        .map(Attributes::item)
        .filter(item -> !item.key().sort().equals(range.to()))
        .limit(range.limit());
  }

  /** A page is read when an item of it is asked for, and the table may be gone by then. */
  private Stream<Map<String, AttributeValue>> items(QueryRequest request) {
    var pages = reading(() -> dynamo.queryPaginator(request).items().iterator());
    Iterator<Map<String, AttributeValue>> items =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return reading(pages::hasNext);
          }

          @Override
          public Map<String, AttributeValue> next() {
            return reading(pages::next);
          }
        };
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(items, Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  private <T> T reading(Supplier<T> read) {
    try {
      return read.get();
    } catch (ResourceNotFoundException gone) {
      throw new MissingTableException(name, gone);
    }
  }

  @Override
  public Outcome write(Item item, Condition condition) {
    try {
      dynamo.putItem(
          put ->
              put.tableName(name)
                  .item(Attributes.of(item))
                  .conditionExpression(expression(condition))
                  .expressionAttributeNames(names(condition))
                  .expressionAttributeValues(values(condition))
                  .returnValuesOnConditionCheckFailure(
                      ReturnValuesOnConditionCheckFailure.ALL_OLD));
      return new Outcome.Written();
    } catch (ConditionalCheckFailedException refused) {
      return refused(refused);
    }
  }

  @Override
  public void writeAll(List<Item> items) {
    new BatchWriting(dynamo, name).write(items);
  }

  @Override
  public Outcome remove(Key key, Condition condition) {
    try {
      dynamo.deleteItem(
          delete ->
              delete
                  .tableName(name)
                  .key(Attributes.of(key))
                  .conditionExpression(expression(condition))
                  .expressionAttributeNames(names(condition))
                  .expressionAttributeValues(values(condition))
                  .returnValuesOnConditionCheckFailure(
                      ReturnValuesOnConditionCheckFailure.ALL_OLD));
      return new Outcome.Written();
    } catch (ConditionalCheckFailedException refused) {
      return refused(refused);
    }
  }

  private static Outcome refused(ConditionalCheckFailedException refused) {
    return new Outcome.Refused(
        refused.hasItem() && !refused.item().isEmpty()
            ? Optional.of(Attributes.item(refused.item()))
            : Optional.empty());
  }

  private static String expression(Condition condition) {
    return condition instanceof Condition.Absent ? ABSENT : EQUAL;
  }

  // The SDK takes null for "no names" and refuses an empty map.
  @SuppressWarnings("NullAway")
  private static Map<String, String> names(Condition condition) {
    return condition instanceof Condition.Equal equal
        ? Map.of("#attribute", equal.attribute())
        : null;
  }

  @SuppressWarnings("NullAway")
  private static Map<String, AttributeValue> values(Condition condition) {
    if (condition instanceof Condition.Equal equal) {
      return new HashMap<>(Map.of(":value", Attributes.of(equal.value())));
    }
    return null;
  }
}
