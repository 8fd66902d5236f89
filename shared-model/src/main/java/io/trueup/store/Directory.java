package io.trueup.store;

import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Range;
import io.trueup.port.Table;
import io.trueup.port.Value;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The directory of keys, so that they can be listed: in the hot table one entry per (view, epoch,
 * key), written before the key's first delta of the epoch; in a segment one per (view, key). Filed
 * under {@value #SPREADS} partitions by a mix of the key, so that no partition takes all writes.
 */
public final class Directory {

  /** The number of partitions of a view's directory; part of the format. */
  public static final int SPREADS = 16;

  /** Above the separator that stands between an epoch and a key. */
  private static final String AFTER_KEYS = "}";

  /** Below every key; a sort key is never empty. */
  private static final String FIRST = "\u0000";

  private Directory() {}

  /** The hot entry for a key in an epoch. */
  public static Item hot(String fingerprint, String view, long epoch, CellKey key, long expires) {
    return new Item(
        new Key(
            partition(fingerprint, view, spreadOf(key)),
            SortText.epoch(epoch) + "|" + key.stored()),
        attributes(key),
        OptionalLong.of(expires));
  }

  /** The epochs from a cut on in which a spread of the hot table has keys, in order. */
  public static List<Long> epochs(
      Table hot, String fingerprint, String view, int spread, long cut) {
    List<Long> epochs = new ArrayList<>();
    String partition = partition(fingerprint, view, spread);
    String from = SortText.epoch(cut);
    while (true) {
      Optional<Long> next = first(hot, Range.of(partition, from, Range.TOP));
      if (next.isEmpty()) {
        return epochs;
      }
      epochs.add(next.get());
      from = SortText.epoch(next.get()) + AFTER_KEYS;
    }
  }

  private static Optional<Long> first(Table hot, Range range) {
    try (var items = hot.query(range.first(1))) {
      return items.findFirst().map(item -> Long.parseLong(item.key().sort(), 0, 12, 10));
    }
  }

  /**
   * A spread's keys from a cut on, in any order and some several times; empty when it has more than
   * {@code most} entries, which are then better read epoch by epoch.
   */
  public static Optional<List<CellKey>> since(
      long cut, Table hot, String fingerprint, String view, int spread, int most) {
    Range range = Range.of(partition(fingerprint, view, spread), SortText.epoch(cut), Range.TOP);
    try (var items = hot.query(range.first(most + 1))) {
      List<CellKey> keys = items.map(item -> new CellKey(item.text("key"))).toList();
      return keys.size() > most ? Optional.empty() : Optional.of(keys);
    }
  }

  /** That a key has deltas in an epoch. */
  public record Listed(long epoch, CellKey key) {}

  /**
   * A spread's keys in each epoch from {@code from} to {@code to} (exclusive) of the hot table, in
   * the order of epochs and stored keys.
   */
  public static Stream<Listed> between(
      long from, long to, Table hot, String fingerprint, String view, int spread) {
    String partition = partition(fingerprint, view, spread);
    return hot.query(Range.of(partition, SortText.epoch(from), SortText.epoch(to)))
        .map(
            item ->
                new Listed(
                    Long.parseLong(item.key().sort(), 0, 12, 10), new CellKey(item.text("key"))));
  }

  /** A segment's entry for a key. */
  public static Item segment(String fingerprint, String view, CellKey key) {
    return Item.of(
        new Key(partition(fingerprint, view, spreadOf(key)), key.stored()), attributes(key));
  }

  /** The partition, 0 to {@value #SPREADS} - 1, that a key is filed under. */
  public static int spreadOf(CellKey key) {
    return key.spread(SPREADS);
  }

  /** A spread's keys in one epoch of the hot table, in stored order, from a stored form on. */
  public static Stream<CellKey> hot(
      Table hot, String fingerprint, String view, int spread, long epoch, String from) {
    String prefix = SortText.epoch(epoch) + "|";
    return hot.query(
            Range.of(
                partition(fingerprint, view, spread),
                prefix + from,
                SortText.epoch(epoch) + AFTER_KEYS))
        .map(item -> new CellKey(item.text("key")));
  }

  /** A spread's keys in a segment, in stored order, from a stored form on. */
  public static Stream<CellKey> segment(
      Table segment, String fingerprint, String view, int spread, String from) {
    return segment
        .query(
            Range.of(
                partition(fingerprint, view, spread), from.isEmpty() ? FIRST : from, Range.TOP))
        .map(item -> new CellKey(item.text("key")));
  }

  private static String partition(String fingerprint, String view, int spread) {
    String place = HexFormat.of().toHexDigits((byte) spread);
    return "keys|" + fingerprint + "|" + view + "|" + place;
  }

  private static Map<String, Value> attributes(CellKey key) {
    return Map.of("v", new Value.Whole(1), "key", new Value.Text(key.text()));
  }
}
