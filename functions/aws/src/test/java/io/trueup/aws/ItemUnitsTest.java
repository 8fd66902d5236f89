package io.trueup.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Value;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** The units of an item are those that DynamoDB charges for. */
class ItemUnitsTest {

  static Stream<Item> items() {
    return Stream.of(
        item(new Value.Text("x")),
        item(new Value.Text("x".repeat(1_000))),
        item(new Value.Text("x".repeat(1_100))),
        item(new Value.Text("\u20ac".repeat(1_000))),
        item(new Value.Bytes(new byte[2_500])),
        item(new Value.Bytes(new byte[300_000])),
        item(new Value.Whole(Long.MIN_VALUE)),
        new Item(
            new Key("\u00fc".repeat(400), "s".repeat(500)),
            Map.of("one", new Value.Whole(1), "two", new Value.Text("t")),
            OptionalLong.of(1_732_450_000)));
  }

  @ParameterizedTest
  @MethodSource("items")
  void units_ofAnItem_areWhatItsPutConsumes(Item item) {
    DynamoTable table = (DynamoTable) LocalDynamo.table();
    double consumed =
        table
            .dynamo()
            .putItem(
                put ->
                    put.tableName(table.name())
                        .item(Attributes.of(item))
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
            .consumedCapacity()
            .capacityUnits();
    assertThat((double) item.units()).isEqualTo(consumed);
  }

  private static Item item(Value value) {
    return Item.of(new Key("partition", "sort"), Map.of("attribute", value));
  }
}
