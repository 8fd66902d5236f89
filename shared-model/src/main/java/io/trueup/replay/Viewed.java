package io.trueup.replay;

import io.trueup.aggregate.Measures;
import io.trueup.definition.BucketSize;
import io.trueup.definition.View;
import io.trueup.merge.Answers;
import io.trueup.merge.Certificate;
import io.trueup.merge.Keys;
import io.trueup.merge.Row;
import io.trueup.merge.Snapshot;
import io.trueup.merge.Sweep;
import io.trueup.port.Item;
import io.trueup.port.MemoryTable;
import io.trueup.port.Table;
import io.trueup.store.CellKey;
import io.trueup.store.Delta;
import io.trueup.store.DeltaKey;
import io.trueup.store.Directory;
import io.trueup.store.Pointer;
import io.trueup.store.Tally;
import io.trueup.store.Tenure;
import io.trueup.time.Span;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The cells of a view that came of records, as live numbers before the first version are: the
 * deltas of each cell merged as one, and rows made of them by the code that answers by. It takes
 * some 800 bytes a cell of the finest size beside its state. For one thread.
 */
public final class Viewed {

  /** Of the merged deltas: an epoch and a shard that none of them is of. */
  private static final long EPOCH = 0;

  private static final String SHARDS = "all";
  private static final int PAGE = 5_000;

  private final View view;
  private final Measures measures;
  private final Predicate<CellKey> wanted;
  private final String deltas;
  private final MemoryTable merged = new MemoryTable();
  private Tally taken = Tally.NONE;

  Viewed(View view, Predicate<CellKey> wanted) {
    this.view = view;
    this.measures = new Measures(view);
    this.wanted = wanted;
    this.deltas = "delta|%s|%s|".formatted(view.fingerprint(), view.name());
  }

  public View view() {
    return view;
  }

  /** What the records were taken for: all of them, whether the view counts them or not. */
  public Tally taken() {
    return taken;
  }

  void add(Tally more) {
    taken = taken.plus(more);
  }

  /** Merges the view's deltas among hot items. */
  void add(List<Item> items) {
    for (Item item : items) {
      if (item.key().partition().startsWith(deltas)) {
        CellKey key = new CellKey(item.text("key"));
        if (wanted.test(key)) {
          add(key, Delta.bucket(item.key().sort()), Delta.read(item));
        }
      }
    }
  }

  private void add(CellKey key, long bucket, Delta delta) {
    DeltaKey place = new DeltaKey(view.fingerprint(), view.name(), 0, key, EPOCH, bucket, SHARDS);
    Item alone = delta.item(place, 0);
    Optional<Delta> before = merged.read(alone.key()).map(Delta::read);
    if (before.isEmpty()) {
      merged.writeAll(
          List.of(Directory.hot(view.fingerprint(), view.name(), EPOCH, key, 0), alone));
      return;
    }
    byte[] sum =
        measures.encode(
            measures.merge(measures.decode(before.get().state()), measures.decode(delta.state())));
    merged.writeAll(List.of(new Delta(delta.applied(), sum).item(place, 0)));
  }

  /**
   * Hands on the rows of a size, key by key in the order of answers, those of a key in the order of
   * time. None is hidden for its age.
   */
  public void rows(Span size, Consumer<Sweep.Cell> to) {
    BucketSize kept = new BucketSize(size, Optional.empty());
    Snapshot snapshot = snapshot();
    Answers answers = new Answers(merged, Viewed::noSegment);
    Keys keys = new Keys(merged, Viewed::noSegment);
    Keys.Place place = Keys.Place.START;
    boolean isLast = false;
    while (!isLast) {
      Keys.Page page = keys.page(snapshot, view, place, PAGE);
      for (CellKey key : page.keys()) {
        for (Row row : answers.rows(snapshot, view, kept, key, Long.MIN_VALUE, Long.MAX_VALUE)) {
          to.accept(new Sweep.Cell(key, row));
        }
      }
      place = page.next();
      isLast = page.isLast();
    }
  }

  /** Generation 0: nothing but deltas. */
  private Snapshot snapshot() {
    return new Snapshot(
        Pointer.FIRST,
        Tenure.from(0, view.fingerprint(), view.name()),
        new Certificate(
            Pointer.FIRST.generation(),
            Optional.empty(),
            Instant.EPOCH,
            Optional.empty(),
            Certificate.Hold.FREE,
            Certificate.Completeness.COMPLETE));
  }

  private static Table noSegment(String table) {
    throw new IllegalStateException(
        "segment '%s' is asked for, expected none: there is no version".formatted(table));
  }
}
