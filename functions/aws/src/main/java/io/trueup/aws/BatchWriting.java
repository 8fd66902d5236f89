package io.trueup.aws;

import io.trueup.port.Item;
import io.trueup.port.Key;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Writes items in batches; what DynamoDB does not take at once, be it some items or the whole call,
 * is sent again after a pause, and fails when it takes nothing in many attempts.
 */
record BatchWriting(DynamoDbClient dynamo, String table, Backoff.Sleep sleep) {

  private static final int MOST_ITEMS = 25;

  /** Under DynamoDB's 16 MB a request, since an item is larger on the wire. */
  private static final int MOST_BYTES = 4 * 1024 * 1024;

  BatchWriting(DynamoDbClient dynamo, String table) {
    this(dynamo, table, Thread::sleep);
  }

  void write(List<Item> items) {
    refuseKeysTwice(items);
    List<WriteRequest> batch = new ArrayList<>();
    int bytes = 0;
    for (Item item : items) {
      Map<String, AttributeValue> attributes = Attributes.of(item);
      int size = size(attributes);
      if (batch.size() == MOST_ITEMS || (bytes + size > MOST_BYTES && !batch.isEmpty())) {
        send(batch);
        batch = new ArrayList<>();
        bytes = 0;
      }
      batch.add(WriteRequest.builder().putRequest(put -> put.item(attributes)).build());
      bytes += size;
    }
    if (!batch.isEmpty()) {
      send(batch);
    }
  }

  /** DynamoDB sees a repeat within one batch only; of two in different ones either could win. */
  private void refuseKeysTwice(List<Item> items) {
    Set<Key> keys = new HashSet<>();
    for (Item item : items) {
      if (!keys.add(item.key())) {
        throw new IllegalArgumentException(
            "write of %d items to %s: key %s stands twice, expected distinct keys"
                .formatted(items.size(), table, item.key()));
      }
    }
  }

  private void send(List<WriteRequest> batch) {
    List<WriteRequest> left = batch;
    Backoff pause = pause(left);
    while (true) {
      List<WriteRequest> refused = refused(left);
      if (refused.isEmpty()) {
        return;
      }
      pause = refused.size() < left.size() ? pause(refused) : pause;
      pause.await();
      left = refused;
    }
  }

  private Backoff pause(List<WriteRequest> writes) {
    return new Backoff("write %d items to %s".formatted(writes.size(), table), sleep);
  }

  /** Sends writes once; those that were not taken. */
  private List<WriteRequest> refused(List<WriteRequest> writes) {
    try {
      return dynamo
          .batchWriteItem(write -> write.requestItems(Map.of(table, writes)))
          .unprocessedItems()
          .getOrDefault(table, List.of());
    } catch (DynamoDbException failed) {
      if (failed.isThrottlingException()) {
        return writes;
      }
      throw failed;
    }
  }

  private static int size(Map<String, AttributeValue> attributes) {
    int size = 0;
    for (AttributeValue value : attributes.values()) {
      size +=
          switch (value.type()) {
            case S -> value.s().length() * 3;
            case B -> value.b().asByteArrayUnsafe().length;
            default -> 16;
          };
    }
    return size;
  }
}
