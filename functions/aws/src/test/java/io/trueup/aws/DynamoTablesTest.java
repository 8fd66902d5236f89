package io.trueup.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.port.Condition;
import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.MissingTableException;
import io.trueup.port.Range;
import io.trueup.port.Removal;
import io.trueup.port.Table;
import io.trueup.port.Tables;
import io.trueup.port.Value;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.SSEType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.WarmThroughput;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbWaiter;

class DynamoTablesTest {

  private static final Item ITEM = Item.of(new Key("p", "s"), Map.of("v", new Value.Whole(1)));

  private final Tables tables = LocalDynamo.tables();

  @Test
  void create_again_keepsWhatIsThere() {
    Table first = tables.create("create-again");
    first.write(ITEM, new Condition.Absent());
    assertThat(tables.create("create-again").read(ITEM.key())).contains(ITEM);
    assertThat(tables.table("create-again").read(ITEM.key())).contains(ITEM);
  }

  @Test
  void delete_withItems_goneAndEmptyWhenMadeAgain() {
    tables.create("delete-me").write(ITEM, new Condition.Absent());
    tables.delete("delete-me");
    assertThatThrownBy(() -> tables.table("delete-me").read(ITEM.key()))
        .isInstanceOf(MissingTableException.class)
        .hasMessageContaining("delete-me");
    tables.delete("delete-me");
    assertThat(tables.create("delete-me").read(ITEM.key())).isEmpty();
  }

  /** As the table of an import that goes on after its run has died. */
  @Test
  void delete_tableThatIsBeingMade_staysAndIsNoFailure() {
    DynamoDbClient making =
        new Keeping() {
          @Override
          public DeleteTableResponse deleteTable(DeleteTableRequest request) {
            throw ResourceInUseException.builder().message("CREATING").build();
          }
        };
    Tables busy = new DynamoTables(making, Optional.empty(), Map.of());

    assertThat(busy.delete("t")).isEqualTo(Removal.BUSY);
    assertThat(tables.delete("never-made")).isEqualTo(Removal.GONE);
  }

  @Test
  void query_ofATableRemovedBetweenItsPages_failsAndIsNoShorterAnswer() {
    Table table = tables.create("remove-me");
    table.writeAll(
        IntStream.range(100, 108)
            .mapToObj(
                i ->
                    Item.of(new Key("p", "" + i), Map.of("v", new Value.Text("x".repeat(300_000)))))
            .toList());
    Iterator<Item> items = table.query(Range.whole("p")).iterator();
    assertThat(items.next().key().sort()).isEqualTo("100");
    tables.delete("remove-me");
    assertThatThrownBy(() -> items.forEachRemaining(item -> {}))
        .isInstanceOf(MissingTableException.class);
    assertThatThrownBy(() -> table.first(Range.whole("p")))
        .isInstanceOf(MissingTableException.class);
  }

  @Test
  void list_prefix_thoseOnlyInOrder() {
    tables.create("list-b");
    tables.create("list-a");
    tables.create("lisp-c");
    assertThat(tables.list("list-")).containsExactly("list-a", "list-b");
    assertThat(tables.list("no-such-")).isEmpty();
  }

  @Test
  void list_moreThanAPage_all() {
    List<String> names = new ArrayList<>();
    for (int i = 100; i < 205; i++) {
      names.add("page-" + i);
      tables.create("page-" + i);
    }
    assertThat(tables.list("page-")).isEqualTo(names);
    names.forEach(tables::delete);
  }

  /** Keeps the request that DynamoDB Local would take without a look at key and tags. */
  private static class Keeping implements DynamoDbClient {
    private final List<CreateTableRequest> requests = new ArrayList<>();
    private @Nullable Long warmReads;

    @Override
    public CreateTableResponse createTable(CreateTableRequest request) {
      requests.add(request);
      return CreateTableResponse.builder().build();
    }

    @Override
    public DescribeTableResponse describeTable(DescribeTableRequest request) {
      if (request.tableName().equals("gone")) {
        throw ResourceNotFoundException.builder().build();
      }
      TableDescription.Builder table = TableDescription.builder().tableStatus("ACTIVE");
      if (request.tableName().equals("served")) {
        table.warmThroughput(
            warm -> warm.readUnitsPerSecond(warmReads).writeUnitsPerSecond(9_000L));
      }
      return DescribeTableResponse.builder().table(table.build()).build();
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

  @Test
  void createLike_readMoreThanAnyNewTable_isAsReadyForReadsAndAsksForNoWrites() {
    assertThat(warmLike("served", 30_000L).readUnitsPerSecond()).isEqualTo(30_000);
    assertThat(warmLike("served", 30_000L).writeUnitsPerSecond()).isNull();
  }

  @Test
  void createLike_noMoreThanANewTableOrUnknown_asksForNothing() {
    assertThat(warmLike("served", 12_000L)).isNull();
    assertThat(warmLike("served", null)).isNull();
    assertThat(warmLike("other", 30_000L)).isNull();
    assertThat(warmLike("gone", 30_000L)).isNull();
  }

  @Test
  void createLike_whereNothingIsReported_isANewTable() {
    tables.create("like-this");
    tables.createLike("like-that", "like-this").write(ITEM, new Condition.Absent());
    assertThat(tables.table("like-that").read(ITEM.key())).contains(ITEM);
  }

  private static WarmThroughput warmLike(String other, @Nullable Long reads) {
    Keeping dynamo = new Keeping();
    dynamo.warmReads = reads;
    new DynamoTables(dynamo, Optional.empty(), Map.of()).createLike("t", other);
    return dynamo.requests.get(0).warmThroughput();
  }

  @Test
  void create_withKeyAndTags_encryptedTaggedAndPaidPerRequest() {
    Keeping dynamo = new Keeping();
    new DynamoTables(dynamo, Optional.of("arn:key"), Map.of("pipeline", "flights")).create("t");
    CreateTableRequest request = dynamo.requests.get(0);
    assertThat(request.billingMode()).isEqualTo(BillingMode.PAY_PER_REQUEST);
    assertThat(request.sseSpecification().enabled()).isTrue();
    assertThat(request.sseSpecification().sseType()).isEqualTo(SSEType.KMS);
    assertThat(request.sseSpecification().kmsMasterKeyId()).isEqualTo("arn:key");
    assertThat(request.tags())
        .extracting(tag -> tag.key() + "=" + tag.value())
        .containsExactly("pipeline=flights");
  }
}
