package io.trueup.store;

import io.trueup.port.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares what the two layers entered in their ledgers of some epochs, per (shard, epoch), but for
 * repeats, which the speed layer alone counts. Equal entries show that both saw the same records
 * and took them for the same, or, where they counted by different definitions around a change, that
 * they saw the same records. Where they differ, the counts say which layer lacks records.
 */
public record CrossChecking(Outcome outcome, List<Difference> differences) {

  /** What the comparison says of a version, the worst first. */
  public enum Outcome {
    /** Same counts but other totals: one layer is wrong, and nobody knows which. */
    CONTRADICTORY,
    /** The archive has less than the speed layer: exactness itself is in doubt. */
    LOST_BY_ARCHIVE,
    /** The speed layer has passed and has less: the live numbers were too low. */
    LOST_BY_SPEED,
    /** The speed layer has not got there yet. */
    NOT_YET,
    EQUAL
  }

  /** An epoch of a shard that a ledger has. */
  public record Entry(String shard, long epoch) {}

  /** An epoch of a shard on which the ledgers differ. */
  public record Difference(String shard, long epoch, Outcome outcome, Tally speed, Tally archive) {

    Entry entry() {
      return new Entry(shard, epoch);
    }

    /** How many records more the one layer has than the other, at least. */
    public long records() {
      return Math.max(1, Math.abs(speed.count(Tally.RECEIVED) - archive.count(Tally.RECEIVED)));
    }
  }

  public CrossChecking {
    differences = List.copyOf(differences);
  }

  /** The comparison of all epochs before a cut. */
  public static CrossChecking below(long cut, Table control) {
    return between(0, cut, control, any -> {});
  }

  /**
   * The comparison of epochs in {@code from} (inclusive) to {@code cut} (exclusive); {@code each}
   * is told of all that either ledger has of them.
   */
  public static CrossChecking between(long from, long cut, Table control, Consumer<Entry> each) {
    ShardMap map = ShardMap.read(control);
    Ledger speed = new Ledger(control, Layer.SPEED);
    Heads reached = Heads.read(map, speed);
    List<Difference> differences = new ArrayList<>();
    for (String shard : map.shards().keySet()) {
      Map<Long, LedgerEntry> live = byEpoch(speed.entries(shard, from, cut));
      Map<Long, LedgerEntry> archived =
          byEpoch(new Ledger(control, Layer.ARCHIVE).entries(shard, from, cut));
      boolean passed = reached.hasPassed(shard, cut);
      Set<Long> all = new TreeSet<>(live.keySet());
      all.addAll(archived.keySet());
      for (long epoch : all) {
        each.accept(new Entry(shard, epoch));
        Tally one = comparable(live.get(epoch), archived.get(epoch));
        Tally other = comparable(archived.get(epoch), live.get(epoch));
        if (!one.equals(other)) {
          boolean isThrough = reached.hasPassed(shard, epoch + 1);
          Outcome outcome = isThrough ? compare(one, other, passed) : soFar(one, other);
          differences.add(new Difference(shard, epoch, outcome, one, other));
        }
      }
    }
    Outcome worst =
        differences.stream()
            .map(Difference::outcome)
            .min(Comparator.naturalOrder())
            .orElse(reached.cut() >= cut ? Outcome.EQUAL : Outcome.NOT_YET);
    return new CrossChecking(worst, differences);
  }

  /** How many records one layer has and the other lacks, where that is what is wrong. */
  public long records(Outcome which) {
    return of(which).mapToLong(Difference::records).sum();
  }

  /**
   * How many records a version lacks that either layer is known to have read, by where: what the
   * archive has not read, and what it has read and does not hold, by the gaps of a segment.
   */
  public Map<Entry, Long> lost(List<Gap> gaps) {
    Map<Entry, Long> lost = new HashMap<>();
    of(Outcome.LOST_BY_ARCHIVE).forEach(each -> lost.put(each.entry(), each.records()));
    for (Gap gap : gaps) {
      lost.merge(
          new Entry(gap.shard(), gap.epoch()),
          Math.max(0, gap.expected() - gap.found()),
          (unread, lacking) -> Math.max(0, gap.expected() + unread - gap.found()));
    }
    return lost;
  }

  /** On how many (shard, epoch)s this is what is wrong. */
  public long count(Outcome which) {
    return of(which).count();
  }

  private Stream<Difference> of(Outcome which) {
    return differences.stream().filter(each -> each.outcome() == which);
  }

  /** While speed is in the middle of the epoch. */
  private static Outcome soFar(Tally speed, Tally archive) {
    long live = speed.count(Tally.RECEIVED);
    long archived = archive.count(Tally.RECEIVED);
    // As many others: speed is still to get to some, the archive never does.
    boolean others = live == archived && speed.digest() != archive.digest();
    return others ? Outcome.LOST_BY_ARCHIVE : compare(speed, archive, false);
  }

  private static Outcome compare(Tally speed, Tally archive, boolean passed) {
    long live = speed.count(Tally.RECEIVED);
    long archived = archive.count(Tally.RECEIVED);
    if (live > archived) {
      return Outcome.LOST_BY_ARCHIVE;
    }
    if (live == archived) {
      return Outcome.CONTRADICTORY;
    }
    return passed ? Outcome.LOST_BY_SPEED : Outcome.NOT_YET;
  }

  private static Map<Long, LedgerEntry> byEpoch(List<LedgerEntry> entries) {
    Map<Long, LedgerEntry> byEpoch = new TreeMap<>();
    entries.forEach(entry -> byEpoch.put(entry.epoch(), entry));
    return byEpoch;
  }

  /** What of an entry must equal the other layer's. */
  private static Tally comparable(@Nullable LedgerEntry entry, @Nullable LedgerEntry other) {
    if (entry == null) {
      return Tally.NONE;
    }
    return other == null || entry.counting().equals(other.counting())
        ? entry.tally().intake()
        : entry.tally().records();
  }
}
