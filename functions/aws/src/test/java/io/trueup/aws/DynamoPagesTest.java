package io.trueup.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Range;
import io.trueup.port.Table;
import io.trueup.port.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** How much a query reads: an answer's cost and time are the pages behind it. */
class DynamoPagesTest {

  /** Passes queries on to DynamoDB Local and counts what they read. */
  private static final class Counting implements DynamoDbClient {
    private final List<QueryRequest> requests = new ArrayList<>();
    private int read;

    @Override
    public QueryResponse query(QueryRequest request) {
      requests.add(request);
      QueryResponse response = LocalDynamo.client().query(request);
      read += response.scannedCount();
      return response;
    }

    @Override
    public String serviceName() {
      return "dynamodb";
    }

    @Override
    public void close() {}
  }

  private final Counting dynamo = new Counting();

  @Test
  void query_overAMegabyte_pageByPageAsTheStreamIsRead() {
    Table table = filled(12, 300_000);
    try (var items = table.query(Range.whole("p"))) {
      assertThat(items.limit(2)).hasSize(2);
    }
    assertThat(dynamo.requests).hasSize(1);

    assertThat(table.query(Range.whole("p"))).hasSize(12);
    assertThat(dynamo.requests.size()).isGreaterThan(3);
  }

  @Test
  void query_firstFew_readsOneMoreAtMost() {
    Table table = filled(40, 10);
    assertThat(table.query(Range.whole("p").first(3))).hasSize(3);
    assertThat(table.query(Range.whole("p").descending().first(1))).hasSize(1);
    assertThat(dynamo.read).isLessThanOrEqualTo(4 + 2);
  }

  @Test
  void query_limitOverSeveralPages_noMoreThanTheLimit() {
    Table table = filled(12, 300_000);
    assertThat(table.query(Range.whole("p").first(7)))
        .extracting(item -> item.key().sort())
        .containsExactly("100", "101", "102", "103", "104", "105", "106");
    assertThat(table.query(Range.whole("p").first(5_000))).hasSize(12);
  }

  @Test
  void query_anyRange_consistent() {
    Table table = filled(1, 10);
    assertThat(table.query(Range.whole("p"))).hasSize(1);
    assertThat(dynamo.requests).allMatch(QueryRequest::consistentRead);
  }

  private Table filled(int count, int bytes) {
    DynamoTable table = (DynamoTable) LocalDynamo.table();
    table.writeAll(
        IntStream.range(100, 100 + count)
            .mapToObj(
                i -> Item.of(new Key("p", "" + i), Map.of("v", new Value.Text("x".repeat(bytes)))))
            .toList());
    return new DynamoTable(dynamo, table.name());
  }
}
