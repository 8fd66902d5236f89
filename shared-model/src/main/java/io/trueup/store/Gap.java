package io.trueup.store;

import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Range;
import io.trueup.port.Table;
import io.trueup.port.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A (shard, epoch) whose records in the archive are not those that its ledger knows: how many the
 * ledger has, how many different ones were found, and the digest of these. A segment holds the gaps
 * that it was computed over: a version that is served with it was accepted with these and no other.
 */
public record Gap(String shard, long epoch, long expected, long found, long digest) {

  private static final String PARTITION = "gap";

  public Item item() {
    return Item.of(
        new Key(PARTITION, "%s|%s".formatted(SortText.epoch(epoch), shard)),
        Map.of(
            "v", new Value.Whole(1),
            "expected", new Value.Whole(expected),
            "found", new Value.Whole(found),
            "digest", new Value.Whole(digest)));
  }

  /** The gaps of a segment, in the order of epochs and shards. Consistent. */
  public static List<Gap> read(Table segment) {
    return first(segment, Integer.MAX_VALUE);
  }

  /** As above, at most so many. */
  public static List<Gap> first(Table segment, int limit) {
    try (var items = segment.query(Range.whole(PARTITION).first(limit))) {
      return items.map(Gap::of).toList();
    }
  }

  /** The gaps of the version that a pointer serves, none without one. */
  public static List<Gap> served(Pointer pointer, Function<String, Table> segments) {
    return pointer.version().stream()
        .flatMap(version -> version.tables().stream())
        .flatMap(table -> read(segments.apply(table)).stream())
        .toList();
  }

  /** The gaps of some segments together; of two at one place the latter. */
  public static List<Gap> all(List<Gap> some, List<Gap> more) {
    Map<ShardEpoch, Gap> at = new LinkedHashMap<>();
    Stream.concat(some.stream(), more.stream()).forEach(gap -> at.put(gap.at(), gap));
    return List.copyOf(at.values());
  }

  /** Those of some gaps that were not accepted with others. */
  public static List<Gap> beyond(List<Gap> accepted, List<Gap> some) {
    Map<ShardEpoch, Gap> at =
        accepted.stream().collect(Collectors.toMap(Gap::at, gap -> gap, (one, last) -> last));
    return some.stream()
        .filter(gap -> !at.containsKey(gap.at()) || !at.get(gap.at()).covers(gap))
        .toList();
  }

  /**
   * Whether one of the same place is no more than this: the very records, or more of those that
   * lack here. As many that are others are another gap.
   */
  private boolean covers(Gap now) {
    return equals(now)
        || (now.expected == expected && now.found > found && now.found < now.expected);
  }

  /** Where it is. */
  public ShardEpoch at() {
    return new ShardEpoch(shard, epoch);
  }

  private static Gap of(Item item) {
    Format.check(item, 1);
    String[] place = item.key().sort().split("\\|", 2);
    return new Gap(
        place[1],
        Long.parseLong(place[0]),
        item.number("expected"),
        item.number("found"),
        item.number("digest"));
  }
}
