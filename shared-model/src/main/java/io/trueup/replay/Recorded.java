package io.trueup.replay;

import com.google.common.collect.Lists;
import io.trueup.definition.Pipeline;
import io.trueup.definition.View;
import io.trueup.store.ArchiveLine;
import io.trueup.store.CellKey;
import io.trueup.store.Flaw;
import io.trueup.store.InForce;
import io.trueup.store.Library;
import io.trueup.store.ShardMap;
import io.trueup.store.Tally;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Records of a deployment on disk, to be counted once more by any definition, and what they lack.
 * For one thread; {@link #close} removes them.
 */
public final class Recorded implements AutoCloseable {

  /** The records that are in memory as events at once. */
  private static final int SOME = 10_000;

  /** Nothing expires in memory. */
  private static final Span KEPT = Span.parse("1d");

  private final ShardMap map;
  private final Epochs epochs;
  private final Extent extent;
  private final Spool spool;
  private final Checked checked;
  private final Consumer<String> progress;

  Recorded(
      ShardMap map,
      Epochs epochs,
      Extent extent,
      Spool spool,
      Checked checked,
      Consumer<String> progress) {
    this.map = map;
    this.epochs = epochs;
    this.extent = extent;
    this.spool = spool;
    this.checked = checked;
    this.progress = progress;
  }

  public Extent extent() {
    return extent;
  }

  /** The stretches of the extent, and of what it may repeat, that are not whole. */
  public List<Lacking> lacking() {
    return checked.lacking();
  }

  /** The others that speed's ledger does not vouch for, of a shard that it lags on the first. */
  public List<Unchecked> unchecked() {
    return checked.unchecked();
  }

  /** The archive objects that can't be read in all. */
  public List<Flaw> broken() {
    return List.copyOf(spool.flaws());
  }

  /**
   * What a view of a definition says of the records had that been in force from the first epoch on:
   * the speed code consumes them, shard by shard. The arrivals of the archive's lines are those of
   * the lineage already, so no shard waits for its parents. It holds the cells of the wanted keys,
   * the lines of one stretch, and the ids of one shard within the window.
   */
  public Viewed view(Pipeline definition, View view, Predicate<CellKey> wanted) {
    return view(definition, view, wanted, SOME);
  }

  /** With so many records of a stretch in memory as events at once. */
  Viewed view(Pipeline definition, View view, Predicate<CellKey> wanted, int atOnce) {
    InForce alone = InForce.first(epochs.length(), definition.fingerprint(), definition.name());
    Library library = new Library(() -> alone, any -> definition);
    Viewed viewed = new Viewed(view, wanted);
    long made = 0;
    for (String shard : map.shards().keySet()) {
      Remade remade = new Remade(shard, map, library, alone, epochs, KEPT);
      for (Stretch stretch : stretches(shard)) {
        for (List<ArchiveLine> some : Lists.partition(spool.lines(stretch), atOnce)) {
          var items = remade.consume(some, alone);
          if (extent.counts(stretch)) {
            viewed.add(items);
          }
        }
        if (extent.counts(stretch)) {
          viewed.add(remade.entry(stretch.epoch()).map(it -> it.tally()).orElse(Tally.NONE));
        }
        progress.accept(
            "%,d of %,d epochs of shards counted".formatted(++made, spool.stretches().size()));
      }
    }
    return viewed;
  }

  private List<Stretch> stretches(String shard) {
    return spool.stretches().stream().filter(each -> each.shard().equals(shard)).sorted().toList();
  }

  @Override
  public void close() {
    spool.close();
  }
}
