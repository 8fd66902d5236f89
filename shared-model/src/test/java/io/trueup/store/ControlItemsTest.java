package io.trueup.store;

import static io.trueup.store.Places.shard;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.port.Condition;
import io.trueup.port.Item;
import io.trueup.port.MemoryTable;
import io.trueup.port.Outcome;
import io.trueup.port.Shard;
import io.trueup.port.Value;
import io.trueup.time.Span;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The small items of the control table and of a segment: read back, and never written over. */
class ControlItemsTest {

  private final MemoryTable table = new MemoryTable();

  @Test
  void claim_taken_refused() {
    assertThat(SegmentAbout.claim(table, "run", "1")).isEqualTo(new Outcome.Written());
    assertThat(SegmentAbout.claim(table, "run", "1")).isInstanceOf(Outcome.Refused.class);
    assertThat(SegmentAbout.claim(table, "run", "2")).isInstanceOf(Outcome.Refused.class);
    assertThat(SegmentAbout.read(table)).isEmpty();
  }

  @Test
  void about_written_readBack() {
    SegmentAbout about = new SegmentAbout("run", "2", 3, 9, 1_000, 10, 3, Map.of("v", "f1"));
    SegmentAbout.claim(table, "run", "2");
    table.write(about.item(), new Condition.Absent());
    assertThat(SegmentAbout.read(table)).contains(about);
  }

  @Test
  void shardMap_extended_keepsAllAndFindsChildren() {
    Shard wide =
        new Shard(
            "a@1",
            List.of(),
            BigInteger.ZERO,
            BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE));
    ShardMap.extend(table, List.of(wide));
    ShardMap.extend(table, List.of(wide, shard("b@1", "a@1"), shard("c@1", "a@1", "gone@1")));
    ShardMap map = ShardMap.read(table);
    assertThat(map.shards())
        .isEqualTo(
            Map.of("a@1", wide, "b@1", shard("b@1", "a@1"), "c@1", shard("c@1", "a@1", "gone@1")));
    assertThat(map.children("a@1")).extracting(Shard::id).containsExactlyInAnyOrder("b@1", "c@1");
    assertThat(map.children("b@1")).isEmpty();
  }

  /** Code that is older than what it finds must not guess. */
  @Test
  void read_anyItemOfANewerFormat_fails() {
    InForce.establish(table, InForce.first(new Span(5_000), "f1", "definitions/f1.zip"), 0);
    Pointer.FIRST.swap(table, Pointer.FIRST.resumed());
    ShardMap.extend(table, List.of(shard("a@1")));
    Ledger ledger = new Ledger(table, Layer.SPEED);
    ledger.write(Places.entry("a@1", 1, 1), new Condition.Absent());
    table.write(
        new SegmentAbout("run", "2", 0, 9, 1, 1, 1, Map.of()).item(), new Condition.Absent());
    table.writeAll(table.all().stream().map(ControlItemsTest::newer).toList());

    List<Runnable> reads =
        List.of(
            () -> InForce.read(table),
            () -> Pointer.read(table),
            () -> ShardMap.read(table),
            () -> ledger.head("a@1"),
            () -> SegmentAbout.read(table));
    assertThat(reads)
        .allSatisfy(
            read ->
                assertThatThrownBy(read::run)
                    .hasMessageContaining("format version 3, expected 1 to "));
  }

  private static Item newer(Item item) {
    Map<String, Value> attributes = new HashMap<>(item.attributes());
    attributes.put("v", new Value.Whole(3));
    return new Item(item.key(), attributes, item.expires());
  }
}
