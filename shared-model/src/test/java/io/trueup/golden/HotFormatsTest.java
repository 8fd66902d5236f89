package io.trueup.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.trueup.event.Position;
import io.trueup.port.MemoryTable;
import io.trueup.store.CellKey;
import io.trueup.store.Delta;
import io.trueup.store.DeltaKey;
import io.trueup.store.Directory;
import io.trueup.store.IdHash;
import io.trueup.store.IdLog;
import io.trueup.store.LoggedId;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What hot tables hold. */
class HotFormatsTest {

  private static final String SHARD = "shardId-000000000003@1732420000";
  private static final String PRINT = "0123456789abcdef";
  private static final Position APPLIED =
      new Position("49654071374829340186217529482913840573829185736301", 7);
  private static final byte[] STATE = HexFormat.of().parseHex("0201000403ff");
  private static final CellKey KEY = CellKey.of(Arrays.asList("é😀|\"", null, 7L, true));
  private static final CellKey LONG = CellKey.of(List.of("x".repeat(1_000)));

  @Test
  void delta_goldenItems_writtenAndRead() {
    Golden golden = new Golden("delta.v1.txt");
    Delta delta = new Delta(APPLIED, STATE);
    golden.assertWrites(
        List.of(
            delta.item(key(KEY, 1_700_000_100_000L), 1_701_209_999L),
            delta.item(key(KEY, -300_000), 1_701_209_999L),
            delta.item(key(LONG, 0), 1_701_209_999L)));

    MemoryTable hot = new MemoryTable();
    hot.writeAll(golden.items());
    assertThat(Delta.since(5_666_667, hot, PRINT, "orders", 0, KEY))
        .extracting(Delta.Found::epoch, Delta.Found::bucket, Delta.Found::shard)
        .containsExactly(
            tuple(5_666_667L, -300_000L, SHARD), tuple(5_666_667L, 1_700_000_100_000L, SHARD));
    assertThat(Delta.since(5_666_667, hot, PRINT, "orders", 0, KEY).map(Delta.Found::delta))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(delta, delta);
    assertThat(Delta.since(0, hot, PRINT, "orders", 0, LONG)).hasSize(1);
  }

  @Test
  void directory_goldenItems_writtenAndRead() {
    Golden golden = new Golden("directory.v1.txt");
    golden.assertWrites(
        List.of(
            Directory.hot(PRINT, "orders", 5_666_667, KEY, 1_701_209_999L),
            Directory.hot(PRINT, "orders", 5_666_667, LONG, 1_701_209_999L),
            Directory.segment(PRINT, "orders", KEY),
            Directory.segment(PRINT, "orders", LONG)));

    MemoryTable hot = new MemoryTable();
    hot.writeAll(golden.items().subList(0, 2));
    MemoryTable segment = new MemoryTable();
    segment.writeAll(golden.items().subList(2, 4));
    assertThat(
            IntStream.range(0, Directory.SPREADS)
                .boxed()
                .flatMap(spread -> Directory.hot(hot, PRINT, "orders", spread, 5_666_667, "")))
        .containsExactlyInAnyOrder(KEY, LONG);
    assertThat(
            IntStream.range(0, Directory.SPREADS)
                .boxed()
                .flatMap(spread -> Directory.segment(segment, PRINT, "orders", spread, "")))
        .containsExactlyInAnyOrder(KEY, LONG);
  }

  @Test
  void ids_goldenItem_writtenAndRead() {
    Golden golden = new Golden("ids.v1.txt");
    IdHash hash = new IdHash(SHARD);
    List<LoggedId> ids =
        List.of(
            new LoggedId(APPLIED, 1_700_000_100_000L, hash.of("order", "é😀")),
            new LoggedId(
                new Position(APPLIED.sequence(), 300), 1_700_000_100_000L, hash.of("order", "2")),
            new LoggedId(
                new Position(APPLIED.sequence().add(BigInteger.valueOf(1_000_000_007)), 0),
                1_700_000_400_123L,
                hash.of("refund", "2")));
    MemoryTable written = new MemoryTable();
    log(written).write(ids);
    golden.assertWrites(written.all());

    MemoryTable hot = new MemoryTable();
    hot.writeAll(golden.items());
    assertThat(log(hot).ids(5_666_668, Optional.empty())).isEqualTo(ids);
  }

  private static IdLog log(MemoryTable hot) {
    return new IdLog(hot, SHARD, new Epochs(Span.parse("5m")), 1_209_600_000);
  }

  private static DeltaKey key(CellKey key, long bucket) {
    return new DeltaKey(PRINT, "orders", 0, key, 5_666_667, bucket, SHARD);
  }
}
