package io.trueup.store;

import io.trueup.aggregate.Varint;
import io.trueup.definition.View;
import io.trueup.event.Digits;
import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Range;
import io.trueup.port.Table;
import io.trueup.port.Value;
import io.trueup.time.Span;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A strip of a segment: {@value #BUCKETS} buckets of one size and key in a row (a day of 5-minute
 * buckets), stored as one item, or as numbered parts when it has more than {@value #LARGEST} bytes.
 * Its content is the bytes of a state by the first millisecond of its bucket.
 */
public record Strip(String fingerprint, String view, Span size, CellKey key, long start) {

  static final int BUCKETS = 288;
  private static final int LARGEST = 256 * 1024;
  private static final int LARGEST_STATE = 400 * 1024;

  /** The first millisecond of the strip that a bucket lies in. */
  public static long startOf(long bucket, Span size) {
    long length = Math.multiplyExact(size.millis(), BUCKETS);
    return Math.floorDiv(bucket, length) * length;
  }

  /** The items of this strip's content. */
  public List<Item> items(SortedMap<Long, byte[]> states) {
    List<Item> items = new ArrayList<>();
    TreeMap<Long, byte[]> part = new TreeMap<>();
    int bytes = 0;
    for (Map.Entry<Long, byte[]> state : states.entrySet()) {
      if (bytes > 0 && bytes + state.getValue().length > LARGEST) {
        items.add(part(items.size(), part));
        part = new TreeMap<>();
        bytes = 0;
      }
      part.put(state.getKey(), state.getValue());
      bytes += state.getValue().length + 12;
    }
    items.add(part(items.size(), part));
    return items;
  }

  private Item part(int number, NavigableMap<Long, byte[]> states) {
    return Item.of(
        new Key(
            partition(fingerprint, view, size, key),
            SortText.time(start) + "|" + Digits.of(number, 4)),
        Map.of(
            "v", new Value.Whole(1),
            "key", new Value.Text(key.text()),
            "states", new Value.Bytes(encode(states))));
  }

  /** The states of a key whose buckets begin from {@code from} on and before {@code to}. */
  public static NavigableMap<Long, byte[]> read(
      Table segment, String fingerprint, String view, Span size, CellKey key, long from, long to) {
    TreeMap<Long, byte[]> states = new TreeMap<>();
    try (var items = items(segment, partition(fingerprint, view, size, key), size, from, to)) {
      items.forEach(item -> states.putAll(states(item, size)));
    }
    return states.subMap(from, true, to, false);
  }

  /** The same of a view's key, in order of time; strips are read as the stream is consumed. */
  public static Stream<Map.Entry<Long, byte[]>> between(
      long from, long to, Table segment, View view, Span size, CellKey key) {
    String partition = partition(view.fingerprint(), view.name(), size, key);
    return items(segment, partition, size, from, to)
        .flatMap(item -> states(item, size).subMap(from, true, to, false).entrySet().stream());
  }

  /** The items that may have buckets of a span: parts of strips, in order of time. */
  private static Stream<Item> items(
      Table segment, String partition, Span size, long from, long to) {
    return segment.query(
        Range.of(partition, SortText.time(startOf(from, size)), SortText.time(to)));
  }

  /** All items of a key, as they are stored, read as they are taken; each is of one strip. */
  public static Stream<Item> all(
      Table segment, String fingerprint, String view, Span size, CellKey key) {
    return segment.query(Range.whole(partition(fingerprint, view, size, key)));
  }

  /** The first millisecond of the strip that an item is of. */
  public static long startOf(Item item) {
    return SortText.parseTime(item.key().sort().substring(0, 16));
  }

  /** The states of an item, of buckets of a size. */
  public static NavigableMap<Long, byte[]> states(Item item, Span size) {
    Format.check(item, 1);
    TreeMap<Long, byte[]> states = new TreeMap<>();
    decode(item.bytes("states"), startOf(item), size, states);
    return states;
  }

  private byte[] encode(SortedMap<Long, byte[]> states) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      Varint.write(states.size(), out);
      for (Map.Entry<Long, byte[]> state : states.entrySet()) {
        Varint.write((state.getKey() - start) / size.millis(), out);
        Varint.writeBytes(state.getValue(), out);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("encode %s in memory".formatted(this), impossible);
    }
    return bytes.toByteArray();
  }

  private static void decode(byte[] bytes, long start, Span size, Map<Long, byte[]> into) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      long count = Varint.read(in);
      for (long i = 0; i < count; i++) {
        long bucket = start + Varint.read(in) * size.millis();
        into.put(bucket, Varint.readBytes(LARGEST_STATE, in));
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(
          "decode a strip of %d bytes from %d, size %s".formatted(bytes.length, start, size),
          broken);
    }
  }

  private static String partition(String fingerprint, String view, Span size, CellKey key) {
    return "strip|" + fingerprint + "|" + view + "|" + size + "|" + key.stored();
  }
}
