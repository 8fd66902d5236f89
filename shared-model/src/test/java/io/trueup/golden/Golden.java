package io.trueup.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A golden file: what a version of a stored format looked like when it was released. Items stand in
 * it as lines {@code ATTRIBUTE KIND CONTENT}, bytes in hexadecimal, with an empty line between
 * items.
 */
record Golden(String name) {

  String text() {
    String path = "/golden/" + name;
    try (InputStream in = Golden.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("no golden file " + path);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  /** Fails unless today's writer gives the very content. */
  void assertWrites(String today) {
    assertThat(today)
        .as(
            "Today's writer of golden/%s. What is stored in this format must stay readable and, in"
                + " keys and conditions, equal. Don't edit the file: give the format its next"
                + " version, a golden file of its own, and a reader that takes both.",
            name)
        .isEqualTo(text());
  }

  void assertWrites(List<Item> today) {
    assertWrites(print(today));
  }

  /** The items that were stored. */
  List<Item> items() {
    List<Item> items = new ArrayList<>();
    for (String block : text().split("\n\n", -1)) {
      items.add(parse(block.strip()));
    }
    return items;
  }

  static String print(List<Item> items) {
    return String.join("\n", items.stream().map(Golden::print).toList());
  }

  private static String print(Item item) {
    StringBuilder text = new StringBuilder();
    text.append("pk text ").append(item.key().partition()).append('\n');
    text.append("sk text ").append(item.key().sort()).append('\n');
    item.expires().ifPresent(it -> text.append("expires number ").append(it).append('\n'));
    new TreeMap<>(item.attributes())
        .forEach((name, value) -> text.append(name + " " + print(value) + "\n"));
    return text.toString();
  }

  private static String print(Value value) {
    if (value instanceof Value.Text text) {
      return "text " + text.text();
    }
    return value instanceof Value.Bytes bytes
        ? "bytes " + HexFormat.of().formatHex(bytes.bytes())
        : "number " + ((Value.Whole) value).number();
  }

  private static Item parse(String block) {
    Map<String, Value> attributes = new HashMap<>();
    for (String line : block.split("\n", -1)) {
      String[] words = line.split(" ", 3);
      attributes.put(
          words[0],
          switch (words[1]) {
            case "text" -> new Value.Text(words[2]);
            case "number" -> new Value.Whole(Long.parseLong(words[2]));
            case "bytes" -> new Value.Bytes(HexFormat.of().parseHex(words[2]));
            default -> throw new IllegalStateException("line '%s'".formatted(line));
          });
    }
    Item all = Item.of(new Key("all", "all"), attributes);
    Key key = new Key(all.text("pk"), all.text("sk"));
    OptionalLong expires =
        attributes.containsKey("expires")
            ? OptionalLong.of(all.number("expires"))
            : OptionalLong.empty();
    List.of("pk", "sk", "expires").forEach(attributes::remove);
    return new Item(key, attributes, expires);
  }
}
