package io.trueup.port;

import static io.trueup.port.TableItems.item;
import static io.trueup.port.TableItems.items;
import static io.trueup.port.TableItems.sorts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every table does, of memory or of DynamoDB. */
@SuppressWarnings("NullAway.Init")
public abstract class TableContract {

  private static final Condition ABSENT = new Condition.Absent();

  /** Around the place where the order by UTF-16 units and the order by UTF-8 bytes differ. */
  private static final List<String> UNICODE =
      List.of(
          "\u0001",
          " ",
          "A",
          "a",
          "a\u0000",
          "aa",
          "é",
          "ﬀ",
          "\uffff",
          "😀",
          "😀a",
          "\udbff\udffe");

  private Table table;

  /** A new, empty table. */
  protected abstract Table open();

  @BeforeEach
  void openTable() {
    table = open();
  }

  @Test
  void read_nothingStored_empty() {
    assertThat(table.read(new Key("p", "s"))).isEmpty();
  }

  @Test
  void read_everyKindOfValue_asWritten() {
    byte[] bytes = {0, -1, 127, -128};
    Item item =
        new Item(
            new Key("é😀/\u0000", "\uffff😀"),
            Map.of(
                "text", new Value.Text("\u0000\uffff😀\"\\\r\n"),
                "least", new Value.Whole(Long.MIN_VALUE),
                "most", new Value.Whole(Long.MAX_VALUE),
                "bytes", new Value.Bytes(bytes),
                "no_text", new Value.Text(""),
                "no_bytes", new Value.Bytes(new byte[0])),
            OptionalLong.of(1_900_000_000L));
    table.write(item, ABSENT);

    Item read = table.read(item.key()).orElseThrow();
    assertThat(read).usingRecursiveComparison().isEqualTo(item);
    assertThat(read.bytes("bytes")).isEqualTo(bytes);
    assertThat(read.bytes("no_bytes")).isEmpty();
  }

  @Test
  void read_neverExpires_noTime() {
    table.write(item("p", "s", "v"), ABSENT);
    assertThat(table.read(new Key("p", "s")).orElseThrow().expires()).isEmpty();
  }

  @Test
  void write_replacement_keepsNoOldAttribute() {
    table.write(
        Item.of(new Key("p", "s"), Map.of("v", new Value.Text("1"), "old", new Value.Text("x"))),
        ABSENT);
    table.write(item("p", "s", "2"), new Condition.Equal("v", new Value.Text("1")));
    assertThat(table.read(new Key("p", "s"))).contains(item("p", "s", "2"));
  }

  @Test
  void write_keyOutOfBounds_fails() {
    for (Key key :
        List.of(
            new Key("", "s"),
            new Key("p", ""),
            new Key("p".repeat(2049), "s"),
            new Key("p", "é".repeat(513)))) {
      assertThatThrownBy(() -> table.write(item(key, "v"), ABSENT))
          .isInstanceOf(RuntimeException.class);
    }
    table.write(item("p".repeat(2048), "é".repeat(512), "v"), ABSENT);
    assertThat(table.read(new Key("p".repeat(2048), "é".repeat(512)))).isPresent();
  }

  @Test
  void write_tooLarge_fails() {
    table.write(item("p", "fits", "x".repeat(Table.LARGEST - 100)), ABSENT);
    assertThatThrownBy(() -> table.write(item("p", "not", "x".repeat(Table.LARGEST)), ABSENT))
        .isInstanceOf(RuntimeException.class);
    assertThat(sorts(table.query(Range.whole("p")))).containsExactly("fits");
  }

  @Test
  void query_unicode_byBytes() {
    table.writeAll(UNICODE.stream().map(sort -> item("p", sort, "v")).toList());
    table.write(item("p2", "other", "v"), ABSENT);

    assertThat(sorts(table.query(Range.whole("p")))).isEqualTo(UNICODE);
    assertThat(sorts(table.query(Range.whole("p").descending()))).isEqualTo(reversed(UNICODE));
    assertThat(sorts(table.query(Range.of("p", "\uffff", "😀a")))).containsExactly("\uffff", "😀");
  }

  @Test
  void query_bounds_fromInclusiveToExclusive() {
    table.writeAll(items("p", "a", "b", "ba", "c"));

    assertThat(sorts(table.query(Range.of("p", "a", "c")))).containsExactly("a", "b", "ba");
    assertThat(sorts(table.query(Range.of("p", "a", "c").descending())))
        .containsExactly("ba", "b", "a");
    assertThat(sorts(table.query(Range.of("p", "aa", "b\u0000")))).containsExactly("b");
    assertThat(sorts(table.query(Range.of("p", "d", "e")))).isEmpty();
    assertThat(sorts(table.query(Range.of("q", "a", "c")))).isEmpty();
  }

  @Test
  void query_boundsTouchOrCross_empty() {
    table.writeAll(items("p", "a", "b", "c"));
    assertThat(table.query(Range.of("p", "b", "b"))).isEmpty();
    assertThat(table.query(Range.of("p", "c", "a"))).isEmpty();
    assertThat(table.query(Range.of("p", "😀", "\uffff"))).isEmpty();
  }

  @Test
  void query_moreThanAPage_all() {
    String large = "x".repeat(300_000);
    List<String> all = Stream.iterate(100, i -> i + 1).limit(10).map(String::valueOf).toList();
    table.writeAll(all.stream().map(sort -> item("p", sort, large)).toList());

    assertThat(sorts(table.query(Range.whole("p")))).isEqualTo(all);
    assertThat(sorts(table.query(Range.whole("p").descending()))).isEqualTo(reversed(all));
    assertThat(sorts(table.query(Range.whole("p")).limit(5))).isEqualTo(all.subList(0, 5));
  }

  @Test
  void first_bothOrders_theItemAtTheEnd() {
    table.writeAll(items("p", "a", "b", "c"));
    Range range = Range.of("p", "a", "c");
    assertThat(table.first(range)).contains(item("p", "a", "v"));
    assertThat(table.first(range.descending())).contains(item("p", "b", "v"));
    assertThat(table.first(Range.of("p", "aa", "b").descending())).isEmpty();
    assertThat(table.first(Range.of("p", "b", "b"))).isEmpty();
  }

  @Test
  void query_atMostSome_thoseFirstInOrder() {
    table.writeAll(items("p", "a", "b", "c", "d"));
    Range range = Range.of("p", "a", "d");
    assertThat(sorts(table.query(range.first(2)))).containsExactly("a", "b");
    assertThat(sorts(table.query(range.descending().first(2)))).containsExactly("c", "b");
    assertThat(sorts(table.query(range.first(3)))).containsExactly("a", "b", "c");
    assertThat(sorts(table.query(range.first(9)))).containsExactly("a", "b", "c");
  }

  @Test
  void writeAll_moreThanABatch_all() {
    List<Item> all =
        Stream.iterate(1000, i -> i + 1).limit(137).map(i -> item("p", "" + i, "v" + i)).toList();
    table.writeAll(all);
    assertThat(table.query(Range.whole("p"))).isEqualTo(all);

    table.writeAll(List.of());
    table.writeAll(List.of(item("p", "1000", "new")));
    assertThat(table.read(new Key("p", "1000")).orElseThrow().text("v")).isEqualTo("new");
  }

  @Test
  void writeAll_keyTwice_failsAndWritesNothing() {
    assertThatThrownBy(() -> table.writeAll(items("p", "a", "b", "a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("twice");
    assertThat(table.query(Range.whole("p"))).isEmpty();
  }

  private static List<String> reversed(List<String> list) {
    List<String> reversed = new ArrayList<>(list);
    Collections.reverse(reversed);
    return reversed;
  }
}
