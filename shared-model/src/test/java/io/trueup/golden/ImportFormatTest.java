package io.trueup.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Value;
import io.trueup.store.ImportLine;
import io.trueup.store.Json;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ImportFormatTest {

  private static final Item STRIP =
      Item.of(
          new Key(
              "strip|4f92a46126503329|departures_by_origin|5m|[\"ATL\"]", "800000e3c7a73400|0000"),
          Map.of(
              "v",
              new Value.Whole(1),
              "key",
              new Value.Text("[\"ATL\"]"),
              "states",
              new Value.Bytes(
                  HexFormat.of()
                      .parseHex(
                          "01491d0202000109020001090105011802000204a402000204a401a40901a409"))));

  /**
   * The one item of the developer guide's example, on one line, without its set and its truth
   * value, which no item of ours has.
   */
  private static final String GUIDE =
      """
      {"Item":{"Dimensions":{"S":"8.5 x 11.0 x 1.5"},"ISBN":{"S":"333-3333333333"},"Id":{"N":"103"},\
      "PageCount":{"N":"600"},"Price":{"N":"2000"},"ProductCategory":{"S":"Book"},\
      "Title":{"S":"Book 103 Title"}}}
      """;

  @Test
  void line_v1_isTheGoldenOne() {
    new Golden("import-line.v1.jsonl").assertWrites(line(STRIP) + line(odd()));
  }

  /** As the guide has it: newlines delimit items, and stand in none. */
  @Test
  void line_ofTheGuidesExample_isItsLineButForTheKey() {
    Item item =
        Item.of(
            new Key("p", "s"),
            Map.of(
                "Dimensions", new Value.Text("8.5 x 11.0 x 1.5"),
                "ISBN", new Value.Text("333-3333333333"),
                "Id", new Value.Whole(103),
                "PageCount", new Value.Whole(600),
                "Price", new Value.Whole(2000),
                "ProductCategory", new Value.Text("Book"),
                "Title", new Value.Text("Book 103 Title")));
    assertThat(line(item).replace("\"pk\":{\"S\":\"p\"},\"sk\":{\"S\":\"s\"},", ""))
        .isEqualTo(GUIDE);
    assertThat(new LinkedHashMap<>(Json.object(Json.object(line(item)), "Item")).keySet())
        .hasSize(9);
  }

  @Test
  void line_anyText_isOneLine() {
    assertThat(line(odd())).endsWith("\n").hasLineCount(1);
    assertThat(line(odd()).indexOf('\n')).isEqualTo(line(odd()).length() - 1);
  }

  /** All kinds of values at their ends, and a character of each plane of Unicode. */
  private static Item odd() {
    StringBuilder planes = new StringBuilder("é");
    for (int plane = 1; plane <= 16; plane++) {
      planes.appendCodePoint(plane * 0x10000 + 0xF600);
    }
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    return new Item(
        new Key("odd", "\0\n\t\"\\/ \u2028" + planes),
        Map.of(
            "v", new Value.Whole(1),
            "least", new Value.Whole(Long.MIN_VALUE),
            "most", new Value.Whole(Long.MAX_VALUE),
            "empty", new Value.Text(""),
            "none", new Value.Bytes(new byte[0]),
            "bytes", new Value.Bytes(all)),
        OptionalLong.of(1_773_576_300));
  }

  private static String line(Item item) {
    return new String(ImportLine.of(item), UTF_8);
  }
}
