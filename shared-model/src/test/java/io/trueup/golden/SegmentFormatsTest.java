package io.trueup.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.event.Position;
import io.trueup.port.Item;
import io.trueup.port.MemoryTable;
import io.trueup.store.ArchiveLine;
import io.trueup.store.CellKey;
import io.trueup.store.Gap;
import io.trueup.store.Mix;
import io.trueup.store.SegmentAbout;
import io.trueup.store.Strip;
import io.trueup.time.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What segments and the archive hold, and the digests that both ledgers do. */
class SegmentFormatsTest {

  private static final String PRINT = "0123456789abcdef";
  private static final CellKey KEY = CellKey.of(List.of("ATL"));
  private static final Span FIVE = Span.parse("5m");
  private static final long DAY = 1_699_920_000_000L;

  @Test
  void strip_goldenItems_writtenAndRead() {
    TreeMap<Long, byte[]> states =
        new TreeMap<>(
            Map.of(DAY, new byte[] {1}, DAY + 300_000, new byte[0], DAY + 287 * 300_000, large()));
    Golden golden = new Golden("strip.v1.txt");
    List<Item> items = new ArrayList<>();
    items.addAll(new Strip(PRINT, "orders", FIVE, KEY, DAY).items(states));
    items.addAll(
        new Strip(PRINT, "orders", Span.parse("1h"), KEY, -1_036_800_000L)
            .items(new TreeMap<>(Map.of(-3_600_000L, new byte[] {2}))));
    golden.assertWrites(items);

    MemoryTable segment = new MemoryTable();
    segment.writeAll(golden.items());
    assertThat(Strip.read(segment, PRINT, "orders", FIVE, KEY, 0, 2 * DAY))
        .usingRecursiveComparison()
        .isEqualTo(states);
    assertThat(Strip.read(segment, PRINT, "orders", Span.parse("1h"), KEY, -DAY, 0))
        .containsOnlyKeys(-3_600_000L);
  }

  private static byte[] large() {
    byte[] state = new byte[200];
    Arrays.fill(state, (byte) 0xab);
    return state;
  }

  @Test
  void about_goldenItems_writtenAndRead() {
    SegmentAbout about =
        new SegmentAbout(
            "run-1", "2", 0, 5_666_667, 123_456, 789, 42, Map.of("orders", PRINT, "all", "f"));
    MemoryTable written = new MemoryTable();
    SegmentAbout.claim(written, "run-1", "2");
    written.writeAll(List.of(about.item()));
    Golden golden = new Golden("about.v1.txt");
    golden.assertWrites(written.all());

    MemoryTable stored = new MemoryTable();
    stored.writeAll(golden.items());
    assertThat(SegmentAbout.read(stored)).contains(about);
  }

  @Test
  void about_goldenItemOfAnIncrement_writtenAndRead() {
    SegmentAbout about =
        new SegmentAbout("run-2", "1", 5_666_667, 5_666_679, 12, 3, 1, Map.of("all", "f"));
    Golden golden = new Golden("about.v2.txt");
    golden.assertWrites(List.of(about.item()));

    MemoryTable stored = new MemoryTable();
    stored.writeAll(golden.items());
    assertThat(SegmentAbout.read(stored)).contains(about);
  }

  @Test
  void gaps_goldenItems_writtenAndRead() {
    List<Gap> gaps =
        List.of(
            new Gap("shardId-000000000003@1732420000", 5_666_601, 12, 9, -7),
            new Gap("shardId-000000000001@1732420000", 5_666_602, 3, 0, 0));
    Golden golden = new Golden("gap.v1.txt");
    golden.assertWrites(gaps.stream().map(Gap::item).toList());

    MemoryTable stored = new MemoryTable();
    stored.writeAll(golden.items());
    assertThat(Gap.read(stored)).isEqualTo(gaps);
  }

  @Test
  void archiveLines_goldenFile_writtenAndRead() throws IOException {
    List<byte[]> contents =
        List.of(
            "{\"id\":\"é😀\",\"n\": 1.50}".getBytes(UTF_8),
            "{\"a\":1}\n".getBytes(UTF_8),
            new byte[0],
            new byte[] {0, -1, 127, -128});
    Golden golden = new Golden("archive.v1.jsonl");
    golden.assertWrites(
        String.join(
            "", contents.stream().map(data -> new String(line(data).line(), UTF_8)).toList()));

    String[] lines = golden.text().split("\n");
    assertThat(lines).hasSize(contents.size());
    for (int i = 0; i < lines.length; i++) {
      assertThat(ArchiveLine.parse(lines[i].getBytes(UTF_8)))
          .usingRecursiveComparison()
          .isEqualTo(line(contents.get(i)));
    }
  }

  private static ArchiveLine line(byte[] data) {
    return new ArchiveLine(
        "shardId-000000000003@1732420000",
        new Position("49654071374829340186217529482913840573829185736301", 7),
        5_666_667,
        1_700_000_123_456L,
        data);
  }

  /** Lengths around the blocks of 16 bytes that the mix works in. */
  @Test
  void mixes_goldenPage_areToday() {
    String page =
        String.join(
            "",
            IntStream.range(0, 50)
                .mapToObj(
                    length -> {
                      byte[] data = "0123456789".repeat(5).substring(0, length).getBytes(UTF_8);
                      return "%d %016x %016x\n"
                          .formatted(length, Mix.of(data), Mix.of(new Position("77", 3), data));
                    })
                .toList());
    new Golden("mix.v1.txt").assertWrites(page);
  }
}
