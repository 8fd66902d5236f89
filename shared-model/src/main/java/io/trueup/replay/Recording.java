package io.trueup.replay;

import io.trueup.definition.Pipeline;
import io.trueup.port.Objects;
import io.trueup.port.Table;
import io.trueup.store.ArchiveHour;
import io.trueup.store.Heads;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import io.trueup.store.ShardMap;
import io.trueup.store.Tally;
import io.trueup.time.Epochs;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads records of a deployment once more from its archive, and holds them against both ledgers: a
 * stretch is whole if the archive has the very records of the archive's entry, and speed's has
 * neither more nor, where it has as many, others. Where speed has less, live numbers lacked what
 * the archive has. It writes nothing but a folder on disk. For one thread.
 */
public final class Recording {

  private static final String PREFIX = "archive/";
  private static final long HOUR_MILLIS = 3_600_000;

  /**
   * Behind the last epoch, nearly all of its objects are written; where some lack, all are read.
   */
  private static final long SOON_MILLIS = 2 * HOUR_MILLIS;

  /** The longest that Firehose may buffer: what lacks for longer is not waited for. */
  private static final long BUFFERED_MILLIS = 900_000;

  private final Table control;
  private final Objects archive;
  private final Epochs epochs;
  private final Clock clock;
  private final Patience patience;
  private final Consumer<String> progress;

  /** {@code progress} is told how far it has come, for people. */
  public Recording(
      Table control,
      Objects archive,
      Epochs epochs,
      Clock clock,
      Patience patience,
      Consumer<String> progress) {
    this.control = control;
    this.archive = archive;
    this.epochs = epochs;
    this.clock = clock;
    this.patience = patience;
    this.progress = progress;
  }

  /** What the two ledgers have of a stretch. */
  private record Entered(Tally archived, Tally live) {

    static final Entered NOTHING = new Entered(Tally.NONE, Tally.NONE);

    Entered plus(Entered other) {
      return new Entered(archived.plus(other.archived), live.plus(other.live));
    }
  }

  /**
   * The records of the epochs that hold {@code from} or a later time, and begin before {@code to}:
   * by default from the first one on, and those that the archive function has passed on every
   * shard; and of the epochs before them that records of these may repeat by any of the
   * definitions.
   */
  public Recorded read(Optional<Instant> from, Optional<Instant> to, List<Pipeline> definitions) {
    Heads heads = Heads.read(ShardMap.read(control), ledger(Layer.ARCHIVE));
    Extent extent = extent(heads, from, to, definitions);
    Spool spool = new Spool(archive, epochs, progress);
    try {
      List<Lacking> lacking = new ArrayList<>(open(heads, extent));
      fill(spool, extent, entered(heads.map(), extent))
          .forEach((stretch, detail) -> lacking.add(new Lacking(stretch, detail)));
      return new Recorded(heads.map(), epochs, extent, spool, lacking, progress);
    } catch (RuntimeException failed) {
      spool.close();
      throw failed;
    }
  }

  private Ledger ledger(Layer layer) {
    return new Ledger(control, layer);
  }

  private Extent extent(
      Heads heads, Optional<Instant> from, Optional<Instant> to, List<Pipeline> definitions) {
    Heads live = Heads.read(heads.map(), ledger(Layer.SPEED));
    long first =
        Stream.of(heads.firstLive(0, ledger(Layer.ARCHIVE)), live.firstLive(0, ledger(Layer.SPEED)))
            .flatMap(Optional::stream)
            .reduce(Math::min)
            .orElse(0L);
    long window =
        definitions.stream().mapToLong(each -> Whole.epochs(each, epochs)).max().orElse(0);
    long begin = Math.max(first, from.map(time -> epochs.of(time.toEpochMilli())).orElse(first));
    long end = to.map(time -> epochs.of(time.toEpochMilli() - 1) + 1).orElseGet(heads::cut);
    return new Extent(Math.max(first, begin - window), begin, Math.max(begin, end));
  }

  /** What the archive function may still add to. */
  private static List<Lacking> open(Heads heads, Extent extent) {
    if (extent.to() <= heads.cut()) {
      return List.of();
    }
    return heads.map().shards().keySet().stream()
        .filter(shard -> !heads.hasPassed(shard, extent.to()))
        .map(
            shard ->
                new Lacking(
                    new Stretch(
                        shard,
                        Math.max(
                            extent.from(),
                            Optional.ofNullable(heads.heads().get(shard))
                                .map(LedgerEntry::epoch)
                                .orElse(0L))),
                    "the archive function has not passed it, nor any later one"))
        .toList();
  }

  private Map<Stretch, Entered> entered(ShardMap map, Extent extent) {
    Map<Stretch, Entered> entered = new TreeMap<>();
    for (String shard : map.shards().keySet()) {
      for (LedgerEntry each : ledger(Layer.ARCHIVE).entries(shard, extent.sought(), extent.to())) {
        add(entered, each, new Entered(each.tally(), Tally.NONE));
      }
      for (LedgerEntry each : ledger(Layer.SPEED).entries(shard, extent.sought(), extent.to())) {
        add(entered, each, new Entered(Tally.NONE, each.tally()));
      }
    }
    return entered;
  }

  private static void add(Map<Stretch, Entered> to, LedgerEntry entry, Entered more) {
    to.merge(new Stretch(entry.shard(), entry.epoch()), more, Entered::plus);
  }

  /** Reads the archive until it has what the ledgers have; what it has not by the end. */
  private Map<Stretch, String> fill(Spool spool, Extent extent, Map<Stretch, Entered> entered) {
    String since =
        ArchiveHour.folder(PREFIX, Math.max(0, epochs.start(extent.sought()) - HOUR_MILLIS));
    String soon = ArchiveHour.folder(PREFIX, epochs.start(extent.to()) + SOON_MILLIS);
    spool.fill(
        archive.list(PREFIX, since).stream().filter(key -> key.compareTo(soon) < 0).toList(),
        extent::has);
    Map<Stretch, String> lacking = lacking(spool, entered);
    boolean goesOn = !lacking.isEmpty();
    while (goesOn) {
      Map<Stretch, String> open = lacking;
      // What was whole stays what its ledger has.
      Predicate<Stretch> wanted = it -> open.containsKey(it) || !entered.containsKey(it);
      spool.fill(archive.list(PREFIX, since), it -> extent.has(it) && wanted.test(it));
      Map<Stretch, Entered> left = new TreeMap<>(entered);
      left.keySet().retainAll(open.keySet());
      lacking = lacking(spool, left);
      goesOn =
          lacking.keySet().stream().anyMatch(this::mayCome)
              && patience.await(
                  "the archive to hold what %d epochs of shards have".formatted(lacking.size()));
    }
    for (Stretch each : spool.stretches()) {
      if (!entered.containsKey(each)) {
        lacking.putAll(lacking(spool, Map.of(each, Entered.NOTHING)));
      }
    }
    return lacking;
  }

  private boolean mayCome(Stretch stretch) {
    return epochs.start(stretch.epoch() + 1) + BUFFERED_MILLIS > clock.millis();
  }

  private static Map<Stretch, String> lacking(Spool spool, Map<Stretch, Entered> entered) {
    Map<Stretch, String> lacking = new TreeMap<>();
    entered.forEach((it, has) -> lack(spool, it, has).ifPresent(detail -> lacking.put(it, detail)));
    return lacking;
  }

  private static Optional<String> lack(Spool spool, Stretch stretch, Entered entered) {
    Tally found = spool.records(stretch);
    boolean mayBeMore = entered.live().count(Tally.RECEIVED) >= found.count(Tally.RECEIVED);
    return Spool.flaw(found, entered.archived(), "the archive's")
        .or(() -> mayBeMore ? Spool.flaw(found, entered.live(), "speed's") : Optional.empty());
  }
}
