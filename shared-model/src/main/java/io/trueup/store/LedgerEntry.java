package io.trueup.store;

import io.trueup.event.Position;
import io.trueup.port.Condition;
import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Value;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a layer has processed of one (shard, epoch): the first position, the last one applied with
 * its lineage arrival in milliseconds, the control totals, the number of the newest heartbeat (-1:
 * none yet on this shard), and for each sort of rejection the first position that shows it. A
 * shard's newest entry is the layer's head on it.
 */
public record LedgerEntry(
    String shard,
    long epoch,
    Position first,
    Position applied,
    long arrival,
    Tally tally,
    long beat,
    Map<String, Position> samples) {

  /** The value of {@code beat} before a shard's first heartbeat. */
  public static final long NO_BEAT = -1;

  public LedgerEntry {
    samples = Map.copyOf(samples);
  }

  /** This entry joined by a later one of the same shard and epoch, of records after this one's. */
  public LedgerEntry plus(LedgerEntry later) {
    Map<String, Position> joined = new TreeMap<>(later.samples);
    joined.putAll(samples);
    return new LedgerEntry(
        shard,
        epoch,
        first,
        later.applied,
        later.arrival,
        tally.plus(later.tally),
        Math.max(beat, later.beat),
        joined);
  }

  /** The condition that the stored entry is still this one. */
  public Condition unchanged() {
    return new Condition.Equal("applied", new Value.Text(applied.text()));
  }

  public Item item(Layer layer) {
    Map<String, String> places = new TreeMap<>();
    samples.forEach((sort, position) -> places.put(sort, position.text()));
    return Item.of(
        new Key(Ledger.partition(layer, shard), SortText.epoch(epoch)),
        Map.of(
            "v", new Value.Whole(1),
            "first", new Value.Text(first.text()),
            "applied", new Value.Text(applied.text()),
            "arrival", new Value.Whole(arrival),
            "counts", new Value.Text(Json.write(new TreeMap<>(tally.counts()))),
            "digest", new Value.Whole(tally.digest()),
            "beat", new Value.Whole(beat),
            "samples", new Value.Text(Json.write(places))));
  }

  /** Reads what {@link #item} wrote. */
  public static LedgerEntry read(String shard, Item item) {
    Format.check(item, 1);
    Map<String, Long> counts = new TreeMap<>();
    Json.object(item.text("counts"))
        .forEach((name, count) -> counts.put(name, ((Number) count).longValue()));
    Map<String, Position> samples = new TreeMap<>();
    Json.object(item.text("samples"))
        .forEach((sort, place) -> samples.put(sort, Position.parse((String) place)));
    return new LedgerEntry(
        shard,
        Long.parseLong(item.key().sort()),
        Position.parse(item.text("first")),
        Position.parse(item.text("applied")),
        item.number("arrival"),
        new Tally(counts, item.number("digest")),
        item.number("beat"),
        samples);
  }
}
