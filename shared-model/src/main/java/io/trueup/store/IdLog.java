package io.trueup.store;

import com.google.common.collect.Lists;
import io.trueup.event.Position;
import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Range;
import io.trueup.port.Table;
import io.trueup.port.Value;
import io.trueup.time.Epochs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The log of a shard's ids in the hot table, of which repeats are found: of those that one
 * definition accepts, under a name made of both. An item holds all accepted records from its first
 * to its last one that ids are logged of, under {@code EPOCH|LAST|FIRST}: what one key holds
 * follows from the shard alone, so writers need no condition and replace nothing by less. Items may
 * overlap, and some reach beyond the head: an attempt that did not finish wrote them. The table may
 * drop items {@code keep} milliseconds after the end of their epoch; a record must never be
 * consumed later than that after one which it may repeat.
 */
public record IdLog(Table hot, String name, Epochs epochs, long keep) {

  /**
   * The most ids of an item: 64 KB at Kinesis's lengths, and under 256 KB for any that a key fits.
   */
  static final int MOST = 1_000;

  /** Above the separators of a key. */
  private static final String AFTER = "}";

  /** A position with its epoch: the order of the log. */
  public record Place(long epoch, Position position) {}

  /** The name of a shard's log by the first definition, which had none beside it. */
  public static String named(String shard) {
    return shard;
  }

  /** The name of a shard's log by another definition. */
  public static String named(String shard, String fingerprint) {
    return fingerprint + "|" + shard;
  }

  /** Writes ids, which come in the order of the shard and leave none out between them. */
  public void write(List<LoggedId> ids) {
    hot.writeAll(Lists.partition(ids, MOST).stream().map(this::item).toList());
  }

  /**
   * The ids of each item whose last record is of an epoch or a later one and behind a place, in the
   * order of last records: all ids behind the place, and some before. Consistent.
   */
  public Stream<LoggedId> ids(long epoch, Optional<Place> behind) {
    String from = SortText.epoch(epoch);
    String place =
        behind
            .map(it -> SortText.epoch(it.epoch()) + "|" + it.position().text() + AFTER)
            .orElse("");
    return hot.query(Range.of(partition(), from.compareTo(place) > 0 ? from : place, Range.TOP))
        .flatMap(item -> read(item).stream());
  }

  private Item item(List<LoggedId> ids) {
    Position first = ids.get(0).position();
    LoggedId last = ids.get(ids.size() - 1);
    long epoch = epochs.of(last.arrival());
    return new Item(
        new Key(
            partition(), SortText.epoch(epoch) + "|" + last.position().text() + "|" + first.text()),
        Map.of("v", new Value.Whole(1), "entries", new Value.Bytes(LoggedIds.encode(ids))),
        OptionalLong.of((epochs.start(epoch + 1) + keep) / 1_000));
  }

  private static List<LoggedId> read(Item item) {
    Format.check(item, 1);
    return LoggedIds.decode(item.bytes("entries"));
  }

  private String partition() {
    return "ids|" + name;
  }
}
