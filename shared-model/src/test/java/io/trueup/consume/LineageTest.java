package io.trueup.consume;

import static io.trueup.consume.Deployment.NEVER;
import static io.trueup.consume.Sales.records;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.event.Position;
import io.trueup.port.Condition;
import io.trueup.port.MemoryTable;
import io.trueup.port.Shard;
import io.trueup.port.Shards;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import io.trueup.store.ShardMap;
import io.trueup.store.Tally;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LineageTest {

  private final Deployment deployment = new Deployment();
  private final String parent = deployment.shard();

  @Test
  void consume_childOfSplit_goesOnFromItsParentsArrival() {
    List<Sale> before = List.of(Sale.good(9, Sales.START + 60_000, "toys", 2));
    deployment.worker().consume(parent, records(before), NEVER);
    String child = deployment.shards.split(parent).get(1).id();

    deployment
        .worker()
        .consume(child, records(List.of(Sale.good(10, Sales.START, "toys", 2))), NEVER);

    assertThat(arrival(child)).isEqualTo(Sales.START + 60_000);
  }

  @Test
  void consume_childOfMerge_goesOnFromTheLaterParent() {
    String other = deployment.shards.list().get(1).id();
    consumeOne(parent, 1, Sales.START + 5_000);
    consumeOne(other, 1, Sales.START + 90_000);

    String child = deployment.shards.merge(parent, other).id();
    consumeOne(child, 2, Sales.START + 7_000);

    assertThat(arrival(child)).isEqualTo(Sales.START + 90_000);
  }

  @Test
  void consume_parentWithoutRecords_goesOnFromTheGrandparent() {
    consumeOne(parent, 1, Sales.START + 60_000);
    String empty = deployment.shards.split(parent).get(0).id();
    String child = deployment.shards.split(empty).get(0).id();

    consumeOne(child, 2, Sales.START);

    assertThat(arrival(child)).isEqualTo(Sales.START + 60_000);
    assertThat(ShardMap.read(deployment.control).shards()).hasSize(6);
  }

  @Test
  void consume_grandchildOfOneParentTwice_takesTheLatestOfAll() {
    consumeOne(parent, 1, Sales.START + 60_000);
    List<Shard> halves = deployment.shards.split(parent);
    consumeOne(halves.get(1).id(), 2, Sales.START + 80_000);
    String joined = deployment.shards.merge(halves.get(0).id(), halves.get(1).id()).id();

    consumeOne(joined, 3, Sales.START);

    assertThat(arrival(joined)).isEqualTo(Sales.START + 80_000);
  }

  /** Kinesis still names the parent of a shard when it lists that parent no more. */
  @Test
  void arrivalBefore_parentNoLongerListed_isNone() {
    MemoryTable control = new MemoryTable();
    Lineage lineage = new Lineage(control, listing(shard("child@1", "gone@1")));

    lineage.meet("child@1");

    assertThat(lineage.arrivalBefore("child@1", new Ledger(control, Layer.SPEED))).isZero();
  }

  @Test
  void arrivalBefore_parentNoLongerListedHasHead_isItsArrival() {
    MemoryTable control = new MemoryTable();
    Ledger ledger = new Ledger(control, Layer.SPEED);
    Lineage lineage = new Lineage(control, listing(shard("child@1", "gone@1")));
    lineage.meet("child@1");
    Position place = new Position("1", 0);
    ledger.write(
        new LedgerEntry("gone@1", 3, place, place, 77, Tally.NONE, -1, Map.of()),
        new Condition.Absent());

    assertThat(lineage.arrivalBefore("child@1", ledger)).isEqualTo(77);
  }

  @Test
  void meet_knownShard_asksNobodyAgain() {
    int[] asked = {0};
    Shards counting =
        new Shards() {
          @Override
          public String identity(String name) {
            return name;
          }

          @Override
          public List<Shard> list() {
            asked[0]++;
            return deployment.shards.list();
          }
        };
    Lineage lineage = new Lineage(deployment.control, counting);
    lineage.meet(parent);
    lineage.meet(parent);
    lineage.meet(deployment.shards.list().get(1).id());
    new Lineage(deployment.control, counting).meet(parent);
    assertThat(asked[0]).isEqualTo(1);
  }

  private void consumeOne(String shard, long sequence, long arrived) {
    List<Sale> sale = List.of(Sale.good(sequence, arrived, "toys", 2));
    deployment.worker().consume(shard, records(sale), NEVER);
  }

  private long arrival(String shard) {
    return deployment.ledger().head(shard).orElseThrow().arrival();
  }

  private static Shard shard(String id, String... parents) {
    return new Shard(id, List.of(parents), BigInteger.ZERO, BigInteger.TEN);
  }

  private static Shards listing(Shard... shards) {
    return new Shards() {
      @Override
      public String identity(String name) {
        return name;
      }

      @Override
      public List<Shard> list() {
        return Stream.of(shards).toList();
      }
    };
  }
}
