package io.trueup.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.port.Item;
import io.trueup.port.MemoryTable;
import io.trueup.time.Span;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StripTest {

  private static final Span FIVE = Span.parse("5m");
  private static final long DAY = 86_400_000;
  private static final CellKey KEY = CellKey.of(List.of("ATL"));

  private final MemoryTable segment = new MemoryTable();

  @Test
  void startOf_fiveMinutes_isTheDay() {
    assertThat(Strip.startOf(0, FIVE)).isZero();
    assertThat(Strip.startOf(DAY - 300_000, FIVE)).isZero();
    assertThat(Strip.startOf(DAY, FIVE)).isEqualTo(DAY);
    assertThat(Strip.startOf(-300_000, FIVE)).isEqualTo(-DAY);
    assertThat(Strip.startOf(300 * 3_600_000L, Span.parse("1h"))).isEqualTo(288 * 3_600_000L);
  }

  @Property
  void read_anyRangeOfAnyBuckets_equalsNaive(
      @ForAll @Size(max = 40) List<@IntRange(min = -900, max = 900) Integer> buckets,
      @ForAll @IntRange(min = -1_000, max = 1_000) int from,
      @ForAll @IntRange(min = -1_000, max = 1_000) int to) {
    MemoryTable table = new MemoryTable();
    TreeMap<Long, byte[]> states = new TreeMap<>();
    buckets.forEach(b -> states.put(b * 300_000L, new byte[] {(byte) (b % 100)}));
    load(table, states);

    TreeMap<Long, byte[]> expected = new TreeMap<>();
    states.forEach(
        (bucket, state) -> {
          if (bucket >= from * 300_000L + 7 && bucket < to * 300_000L + 7) {
            expected.put(bucket, state);
          }
        });
    if (from <= to) {
      assertThat(contents(read(table, from * 300_000L + 7, to * 300_000L + 7)))
          .isEqualTo(contents(expected));
    }
  }

  @Test
  void items_overTheBound_numberedPartsThatFit() {
    TreeMap<Long, byte[]> states = new TreeMap<>();
    for (int i = 0; i < Strip.BUCKETS; i++) {
      byte[] state = new byte[10_000];
      Arrays.fill(state, (byte) i);
      states.put(i * 300_000L, state);
    }
    List<Item> items = strip(0).items(states);
    segment.writeAll(items);

    assertThat(items.size()).isGreaterThanOrEqualTo(11);
    assertThat(items)
        .allSatisfy(
            item -> assertThat(item.bytes("states").length).isLessThanOrEqualTo(256 * 1_024));
    assertThat(items.get(10).key().sort()).isEqualTo("8000000000000000|0010");
    assertThat(contents(read(segment, 0, DAY))).isEqualTo(contents(states));
    assertThat(read(segment, 150 * 300_000L, 152 * 300_000L))
        .containsOnlyKeys(150 * 300_000L, 151 * 300_000L);
  }

  @Test
  void items_oneStateOverTheBound_onePartOfItsOwn() {
    TreeMap<Long, byte[]> states =
        new TreeMap<>(
            Map.of(0L, new byte[10], 300_000L, new byte[300 * 1_024], 600_000L, new byte[10]));
    List<Item> items = strip(0).items(states);
    segment.writeAll(items);
    assertThat(items).hasSize(3);
    assertThat(contents(read(segment, 0, DAY))).isEqualTo(contents(states));
  }

  @Test
  void read_otherKeySizeViewOrFingerprint_nothing() {
    load(segment, new TreeMap<>(Map.of(0L, new byte[1])));
    assertThat(read(segment, 0, DAY)).hasSize(1);
    CellKey lax = CellKey.of(List.of("LAX"));
    assertThat(Strip.read(segment, "f", "v", FIVE, lax, 0, DAY)).isEmpty();
    assertThat(Strip.read(segment, "f", "v", Span.parse("1h"), KEY, 0, DAY)).isEmpty();
    assertThat(Strip.read(segment, "f", "w", FIVE, KEY, 0, DAY)).isEmpty();
    assertThat(Strip.read(segment, "g", "v", FIVE, KEY, 0, DAY)).isEmpty();
  }

  private static void load(MemoryTable table, Map<Long, byte[]> states) {
    Map<Long, TreeMap<Long, byte[]>> strips = new TreeMap<>();
    states.forEach(
        (bucket, state) ->
            strips
                .computeIfAbsent(Math.floorDiv(bucket, DAY) * DAY, s -> new TreeMap<>())
                .put(bucket, state));
    strips.forEach((start, content) -> table.writeAll(strip(start).items(content)));
  }

  /** Comparable by content, as arrays are not. */
  private static Map<Long, ByteBuffer> contents(Map<Long, byte[]> states) {
    Map<Long, ByteBuffer> contents = new TreeMap<>();
    states.forEach((bucket, state) -> contents.put(bucket, ByteBuffer.wrap(state)));
    return contents;
  }

  private static Strip strip(long start) {
    return new Strip("f", "v", FIVE, KEY, start);
  }

  private static NavigableMap<Long, byte[]> read(MemoryTable table, long from, long to) {
    return Strip.read(table, "f", "v", FIVE, KEY, from, to);
  }
}
