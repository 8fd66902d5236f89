package io.trueup.replay;

import com.google.common.collect.Sets;
import io.trueup.definition.Pipeline;
import io.trueup.port.Objects;
import io.trueup.port.Table;
import io.trueup.store.ArchiveHour;
import io.trueup.store.Heads;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.ShardMap;
import io.trueup.time.Epochs;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads records of a deployment once more from its archive, and holds them against both ledgers: a
 * stretch lacks nothing that is known if the archive has the very records of the archive's entry,
 * and speed's has neither more nor, where it has as many, others. Where speed has less, since it is
 * behind or lost some, the archive's own ledger alone vouches for it, which is said. It writes
 * nothing but a folder on disk. For one thread.
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

  /**
   * The records of the epochs that hold {@code from} or a later time, and begin before {@code to}:
   * by default from the first one on, and those that the archive function has passed on every
   * shard; and of the epochs before them that records of these may repeat by any of the
   * definitions.
   */
  public Recorded read(Optional<Instant> from, Optional<Instant> to, List<Pipeline> definitions) {
    ShardMap map = ShardMap.read(control);
    Heads archived = Heads.read(map, ledger(Layer.ARCHIVE));
    Heads live = Heads.read(map, ledger(Layer.SPEED));
    Extent extent = extent(archived, live, from, to, definitions);
    BothLedgers ledgers = new BothLedgers(control, archived, live, extent);
    Spool spool = new Spool(archive, epochs, progress);
    try {
      return new Recorded(map, epochs, extent, spool, fill(spool, extent, ledgers), progress);
    } catch (RuntimeException failed) {
      spool.close();
      throw failed;
    }
  }

  private Ledger ledger(Layer layer) {
    return new Ledger(control, layer);
  }

  private Extent extent(
      Heads archived,
      Heads live,
      Optional<Instant> from,
      Optional<Instant> to,
      List<Pipeline> definitions) {
    long first =
        Stream.of(
                archived.firstLive(0, ledger(Layer.ARCHIVE)),
                live.firstLive(0, ledger(Layer.SPEED)))
            .flatMap(Optional::stream)
            .reduce(Math::min)
            .orElse(0L);
    long window =
        definitions.stream().mapToLong(each -> Whole.epochs(each, epochs)).max().orElse(0);
    long begin = Math.max(first, from.map(time -> epochs.of(time.toEpochMilli())).orElse(first));
    long end = to.map(time -> epochs.of(time.toEpochMilli() - 1) + 1).orElseGet(archived::cut);
    return new Extent(Math.max(first, begin - window), begin, Math.max(begin, end));
  }

  /** Reads the archive until it has what the ledgers have; what it has not by the end. */
  private Checked fill(Spool spool, Extent extent, BothLedgers ledgers) {
    String soon = ArchiveHour.folder(PREFIX, epochs.start(extent.to()) + SOON_MILLIS);
    spool.fill(
        archive.list(PREFIX, since(extent.sought())).stream()
            .filter(key -> key.compareTo(soon) < 0)
            .toList(),
        extent::has);
    Map<Stretch, String> lacking = ledgers.lacking(spool, ledgers.stretches());
    Set<Stretch> awaited = lacking.keySet();
    boolean goesOn = !awaited.isEmpty();
    while (goesOn) {
      Set<Stretch> open = lacking.keySet();
      // What was whole stays what its ledger has.
      Predicate<Stretch> wanted = it -> open.contains(it) || !ledgers.stretches().contains(it);
      long oldest = awaited.stream().mapToLong(Stretch::epoch).min().orElseThrow();
      // Refilled objects come after all hours.
      spool.fill(archive.list(PREFIX, since(oldest)), it -> extent.has(it) && wanted.test(it));
      lacking = ledgers.lacking(spool, open);
      awaited = lacking.keySet().stream().filter(this::mayCome).collect(Collectors.toSet());
      goesOn =
          !awaited.isEmpty()
              && patience.await(
                  "the archive to hold what %d epochs of shards have".formatted(awaited.size()));
    }
    lacking.putAll(ledgers.lacking(spool, Sets.difference(spool.stretches(), ledgers.stretches())));
    List<Lacking> all = new ArrayList<>(ledgers.open());
    lacking.forEach((stretch, detail) -> all.add(new Lacking(stretch, detail)));
    return new Checked(all, ledgers.unchecked(lacking.keySet()));
  }

  /** Nothing of an epoch is in an object of before this folder. */
  private String since(long epoch) {
    return ArchiveHour.folder(PREFIX, Math.max(0, epochs.start(epoch) - HOUR_MILLIS));
  }

  private boolean mayCome(Stretch stretch) {
    return epochs.start(stretch.epoch() + 1) + BUFFERED_MILLIS > clock.millis();
  }
}
