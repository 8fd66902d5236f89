package io.trueup.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.event.Position;
import io.trueup.port.MemoryTable;
import io.trueup.store.CellKey;
import io.trueup.store.Delta;
import io.trueup.store.DeltaKey;
import io.trueup.store.Directory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What hot tables hold. */
class HotFormatsTest {

  private static final String PRINT = "0123456789abcdef";
  private static final Position APPLIED =
      Position.of("49654071374829340186217529482913840573829185736301", 7);
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
    assertThat(Delta.since(5_666_667, hot, PRINT, "orders", KEY))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(
            new Delta.Found(-300_000, delta), new Delta.Found(1_700_000_100_000L, delta));
    assertThat(Delta.since(0, hot, PRINT, "orders", LONG)).hasSize(1);
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

  private static DeltaKey key(CellKey key, long bucket) {
    return new DeltaKey(PRINT, "orders", key, 5_666_667, bucket, "shardId-000000000003@1732420000");
  }
}
