package io.trueup.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

class BatchWritingTest {

  private final List<Long> pauses = new ArrayList<>();

  /** Takes of each request so many items as the test says, and gives the rest back. */
  private static final class Sluggish implements DynamoDbClient {
    private final List<Integer> sizes = new ArrayList<>();
    private final Map<String, String> stored = new TreeMap<>();
    private final List<Integer> takes;
    private int refusals;

    Sluggish(Integer... takes) {
      this.takes = new ArrayList<>(List.of(takes));
    }

    @Override
    public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
      List<WriteRequest> writes = request.requestItems().getOrDefault("table", List.of());
      sizes.add(writes.size());
      if (refusals > 0) {
        refusals--;
        throw ProvisionedThroughputExceededException.builder()
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .errorCode("ProvisionedThroughputExceededException")
                    .build())
            .build();
      }
      int take = takes.isEmpty() ? writes.size() : Math.min(takes.remove(0), writes.size());
      writes.subList(0, take).forEach(this::store);
      List<WriteRequest> left = writes.subList(take, writes.size());
      return BatchWriteItemResponse.builder()
          .unprocessedItems(left.isEmpty() ? Map.of() : Map.of("table", left))
          .build();
    }

    private void store(WriteRequest write) {
      Item item = Attributes.item(write.putRequest().item());
      stored.put(item.key().sort(), item.text("v"));
    }

    @Override
    public String serviceName() {
      return "dynamodb";
    }

    @Override
    public void close() {}
  }

  @Test
  void write_unprocessedItems_sentAgainUntilNoneIsLeft() {
    Sluggish dynamo = new Sluggish(2, 0, 1);
    new BatchWriting(dynamo, "table").write(items(5, "v"));
    assertThat(dynamo.sizes).containsExactly(5, 3, 3, 2);
    assertThat(dynamo.stored).containsOnlyKeys("100", "101", "102", "103", "104");
  }

  @Test
  void write_throttledAsAWhole_sentAgain() {
    Sluggish dynamo = new Sluggish(3);
    dynamo.refusals = 2;
    new BatchWriting(dynamo, "table", pauses::add).write(items(5, "v"));
    assertThat(dynamo.sizes).containsExactly(5, 5, 5, 2);
    assertThat(dynamo.stored).hasSize(5);
    assertThat(pauses).hasSize(3);
  }

  /** More attempts than one without any progress may take. */
  @Test
  void write_oneItemTakenOfEachCall_isAllTakenInTheEnd() {
    Sluggish dynamo = new Sluggish(Collections.nCopies(25, 1).toArray(Integer[]::new));
    new BatchWriting(dynamo, "table", pauses::add).write(items(25, "v"));
    assertThat(dynamo.stored).hasSize(25);
    assertThat(pauses).hasSize(24).allMatch(pause -> pause <= 50);
  }

  @Test
  void write_nothingTakenForLong_fails() {
    Sluggish dynamo = new Sluggish();
    dynamo.refusals = 1_000;
    assertThatThrownBy(() -> new BatchWriting(dynamo, "table", pauses::add).write(items(5, "v")))
        .hasMessage("write 5 items to table: not taken in 13 attempts");
  }

  @Test
  void write_moreThan25_inBatchesOf25() {
    Sluggish dynamo = new Sluggish();
    new BatchWriting(dynamo, "table").write(items(51, "v"));
    assertThat(dynamo.sizes).containsExactly(25, 25, 1);
    assertThat(dynamo.stored).hasSize(51);
  }

  @Test
  void write_largeItems_noRequestOver16Megabytes() {
    Sluggish dynamo = new Sluggish();
    // Three bytes a character on the wire: 25 of them would be 30 MB.
    new BatchWriting(dynamo, "table").write(items(25, "\u20ac".repeat(130_000)));
    assertThat(dynamo.sizes).allMatch(size -> size * 390_000L * 4 / 3 < 16_000_000);
    assertThat(dynamo.stored).hasSize(25);
  }

  @Test
  void write_nothing_noRequest() {
    Sluggish dynamo = new Sluggish();
    new BatchWriting(dynamo, "table").write(List.of());
    assertThat(dynamo.sizes).isEmpty();
  }

  @Test
  void write_keyTwiceInDifferentBatches_failsAndWritesNothing() {
    Sluggish dynamo = new Sluggish();
    List<Item> items = new ArrayList<>(items(30, "v"));
    items.add(items.get(0));
    assertThatThrownBy(() -> new BatchWriting(dynamo, "table").write(items))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sort=100")
        .hasMessageContaining("twice");
    assertThat(dynamo.stored).isEmpty();
  }

  private static List<Item> items(int count, String v) {
    return IntStream.range(100, 100 + count)
        .mapToObj(i -> Item.of(new Key("p", "" + i), Map.of("v", new Value.Text(v))))
        .toList();
  }
}
