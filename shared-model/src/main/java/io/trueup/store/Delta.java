package io.trueup.store;

import io.trueup.definition.View;
import io.trueup.event.Position;
import io.trueup.port.Condition;
import io.trueup.port.Item;
import io.trueup.port.Range;
import io.trueup.port.Table;
import io.trueup.port.Value;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The stored content of one hot delta: the bytes of a state, and the last position whose record is
 * in it.
 */
public record Delta(Position applied, byte[] state) {

  /** The condition that the stored delta is still this one. */
  public Condition unchanged() {
    return new Condition.Equal("applied", new Value.Text(applied.text()));
  }

  /** The item of this delta, to be dropped by the table after {@code expires} seconds of 1970. */
  public Item item(DeltaKey key, long expires) {
    return new Item(
        key.stored(),
        Map.of(
            "v", new Value.Whole(1),
            "key", new Value.Text(key.key().text()),
            "applied", new Value.Text(applied.text()),
            "state", new Value.Bytes(state)),
        OptionalLong.of(expires));
  }

  public static Delta read(Item item) {
    Format.check(item, 1);
    return new Delta(Position.parse(item.text("applied")), item.bytes("state"));
  }

  /** A delta as a query finds it: its epoch, bucket and shard, and its item. */
  public record Found(long epoch, long bucket, String shard, Item item) {

    /** What is in it; fails where the item is none of a delta, or of a newer format. */
    public Delta delta() {
      return read(item);
    }
  }

  /** The deltas of a view's key from a cut on, of all buckets and shards. */
  public static Stream<Found> since(long cut, Table hot, View view, CellKey key) {
    return IntStream.range(0, view.spread().parts())
        .boxed()
        .flatMap(part -> since(cut, hot, view.fingerprint(), view.name(), part, key));
  }

  /** Those of the shards of one part of the view's spread. */
  public static Stream<Found> since(
      long cut, Table hot, String fingerprint, String view, int part, CellKey key) {
    String partition = DeltaKey.partition(fingerprint, view, part, key);
    return found(hot, Range.of(partition, SortText.epoch(cut), Range.TOP));
  }

  /** The deltas of a view's key of epochs in {@code from} (inclusive) to {@code to} (exclusive). */
  public static Stream<Found> between(long from, long to, Table hot, View view, CellKey key) {
    return IntStream.range(0, view.spread().parts())
        .mapToObj(part -> DeltaKey.partition(view.fingerprint(), view.name(), part, key))
        .flatMap(
            partition -> found(hot, Range.of(partition, SortText.epoch(from), SortText.epoch(to))));
  }

  /** Those of the shards of one part of the view's spread. */
  public static Stream<Found> between(
      long from, long to, Table hot, View view, int part, CellKey key) {
    String partition = DeltaKey.partition(view.fingerprint(), view.name(), part, key);
    return found(hot, Range.of(partition, SortText.epoch(from), SortText.epoch(to)));
  }

  /** The first millisecond of the bucket that a sort key of a delta names. */
  public static long bucket(String sort) {
    return SortText.parseTime(sort.substring(13, 29));
  }

  private static Stream<Found> found(Table hot, Range range) {
    return hot.query(range).map(Delta::found);
  }

  private static Found found(Item item) {
    String sort = item.key().sort();
    return new Found(Long.parseLong(sort, 0, 12, 10), bucket(sort), sort.substring(30), item);
  }
}
