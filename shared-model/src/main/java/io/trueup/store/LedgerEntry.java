package io.trueup.store;

import io.trueup.event.Position;
import io.trueup.port.Condition;
import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a layer has processed of one (shard, epoch): the first position, the last one applied with
 * its lineage arrival in milliseconds, the control totals, the number of the newest heartbeat (-1:
 * none yet on this shard), for each sort of rejection the first position that shows it, and the
 * fingerprints of the definitions that all of its records were taken by, in the order in which they
 * came (none stands for the first one alone): the last one decides what is counted here. A shard's
 * newest entry is the layer's head on it.
 */
public record LedgerEntry(
    String shard,
    long epoch,
    Position first,
    Position applied,
    long arrival,
    Tally tally,
    long beat,
    Map<String, Position> samples,
    List<String> definitions) {

  /** The value of {@code beat} before a shard's first heartbeat. */
  public static final long NO_BEAT = -1;

  public LedgerEntry {
    samples = Map.copyOf(samples);
    definitions = List.copyOf(definitions);
  }

  /** An entry of records taken by the first definition alone. */
  public LedgerEntry(
      String shard,
      long epoch,
      Position first,
      Position applied,
      long arrival,
      Tally tally,
      long beat,
      Map<String, Position> samples) {
    this(shard, epoch, first, applied, arrival, tally, beat, samples, List.of());
  }

  /** The fingerprint of the definition that decides what is counted here; empty: the first one. */
  public Optional<String> counting() {
    return definitions.isEmpty()
        ? Optional.empty()
        : Optional.of(definitions.get(definitions.size() - 1));
  }

  /**
   * This entry joined by a later one of the same shard and epoch, of records after this one's that
   * were taken by the same definitions.
   */
  public LedgerEntry plus(LedgerEntry later) {
    if (!definitions.equals(later.definitions)) {
      throw new IllegalArgumentException(
          "entry of shard %s, epoch %d by definitions %s, expected %s as before"
              .formatted(shard, epoch, later.definitions, definitions));
    }
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
        joined,
        definitions);
  }

  /** The condition that the stored entry is still this one. */
  public Condition unchanged() {
    return new Condition.Equal("applied", new Value.Text(applied.text()));
  }

  public Item item(Layer layer) {
    Map<String, String> places = new TreeMap<>();
    samples.forEach((sort, position) -> places.put(sort, position.text()));
    Map<String, Value> attributes = new TreeMap<>();
    attributes.put("v", new Value.Whole(definitions.isEmpty() ? 1 : 2));
    attributes.put("first", new Value.Text(first.text()));
    attributes.put("applied", new Value.Text(applied.text()));
    attributes.put("arrival", new Value.Whole(arrival));
    attributes.put("counts", new Value.Text(Json.write(new TreeMap<>(tally.counts()))));
    attributes.put("digest", new Value.Whole(tally.digest()));
    attributes.put("beat", new Value.Whole(beat));
    attributes.put("samples", new Value.Text(Json.write(places)));
    if (!definitions.isEmpty()) {
      attributes.put("definitions", new Value.Text(Json.write(definitions)));
    }
    return Item.of(new Key(Ledger.partition(layer, shard), SortText.epoch(epoch)), attributes);
  }

  /** Reads what {@link #item} wrote. */
  public static LedgerEntry read(String shard, Item item) {
    long version = Format.check(item, 2);
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
        samples,
        version == 1
            ? List.of()
            : Json.list(item.text("definitions")).stream().map(String.class::cast).toList());
  }
}
