package io.trueup.simulation;

import io.trueup.consume.Effect;
import io.trueup.consume.Repeats;
import io.trueup.consume.Taken;
import io.trueup.definition.View;
import io.trueup.event.Event;
import io.trueup.event.Intake;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import io.trueup.merge.Certificate;
import io.trueup.merge.Snapshot;
import io.trueup.port.Condition;
import io.trueup.port.Item;
import io.trueup.port.Outcome;
import io.trueup.port.Table;
import io.trueup.store.Heads;
import io.trueup.store.InForce;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import io.trueup.store.Pointer;
import io.trueup.store.Segment;
import io.trueup.store.ShardMap;
import io.trueup.store.Tenure;
import io.trueup.time.Epochs;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What patched code of the product calls instead of what is right. Public for it alone. */
public final class Hooks {

  /** What a thread does later than it should. */
  private static final ThreadLocal<List<Runnable>> LATER = ThreadLocal.withInitial(ArrayList::new);

  private static final ThreadLocal<Optional<Reads>> READS =
      ThreadLocal.withInitial(Optional::empty);

  private record Reads(Table control, Epochs epochs) {}

  private Hooks() {}

  public static Outcome unconditional(Table table, Item item, Condition condition) {
    table.writeAll(List.of(item));
    return new Outcome.Written();
  }

  public static Outcome unconditional(Ledger ledger, LedgerEntry entry, Condition condition) {
    ledger.control().writeAll(List.of(entry.item(ledger.layer())));
    return new Outcome.Written();
  }

  public static int after(Position one, Position other) {
    return 1;
  }

  public static void applyLater(Effect effect, String shard, List<Taken> records) {
    LATER.get().clear();
    LATER.get().add(() -> effect.apply(shard, records));
  }

  public static void writeLater(Table table, List<Item> items) {
    LATER.get().clear();
    LATER.get().add(() -> table.writeAll(items));
  }

  public static void now() {
    List<Runnable> later = List.copyOf(LATER.get());
    LATER.get().clear();
    later.forEach(Runnable::run);
  }

  public static void applyOrNot(Effect effect, String shard, List<Taken> records) {
    try {
      effect.apply(shard, records);
    } catch (Unavailable passedOver) {
      LATER.get().clear();
    }
  }

  public static long wallClock() {
    return Scheduler.wallClock();
  }

  public static long epochOfEvent(Taken taken) {
    return taken.readings().get(0).intake() instanceof Intake.Accepted accepted
        ? Math.floorDiv(accepted.event().time(), History.EPOCH.millis())
        : taken.epoch();
  }

  public static boolean anyKey(View view, Event event) {
    return view.counts(event);
  }

  public static long second(long one, long other) {
    return other;
  }

  public static boolean childless(ShardMap map, String shard) {
    return map.children(shard).isEmpty();
  }

  public static Optional<Snapshot> secondPointer(Optional<Snapshot> read, Table control) {
    return read.map(it -> new Snapshot(Pointer.read(control), it.definition(), it.certificate()));
  }

  public static List<Segment> segmentsOfNow() {
    return Pointer.read(READS.get().orElseThrow().control())
        .version()
        .map(version -> version.segments())
        .orElse(List.of());
  }

  public static void seen(Table control, Epochs epochs) {
    READS.set(Optional.of(new Reads(control, epochs)));
  }

  public static Certificate later(Snapshot snapshot) {
    Certificate was = snapshot.certificate();
    Reads reads = READS.get().orElseThrow();
    Heads heads =
        Heads.read(ShardMap.read(reads.control()), new Ledger(reads.control(), Layer.SPEED));
    long asOf = heads.asOf(snapshot.pointer().cut(), reads.epochs());
    return new Certificate(
        was.generation(),
        was.version(),
        was.cut(),
        asOf == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(asOf)),
        was.hold(),
        was.complete());
  }

  public static Pointer sameGeneration(Pointer before, Pointer next) {
    return new Pointer(before.generation(), next.version(), next.previous(), next.hold());
  }

  /** Of when a definition begins: with the present epoch. */
  public static long atOnce(long noticed, long newest) {
    return noticed - InForce.NOTICE;
  }

  public static boolean isOpen(Tenure tenure) {
    return tenure.isOpen();
  }

  public static boolean equal(Object one, Object other) {
    return true;
  }

  public static boolean never(Boolean one, Object other) {
    return false;
  }

  public static List<StreamRecord> latest(Ledger ledger, String shard, List<StreamRecord> records) {
    return ledger.head(shard).isEmpty()
        ? records.subList(records.size() - 1, records.size())
        : records;
  }

  public static Position beyond(LedgerEntry entry) {
    return new Position(BigInteger.TEN.pow(90), 0);
  }

  public static void nothing(Repeats.Search search, List<Taken> chunk) {}

  public static void logAndEnter(Repeats.Search search, List<Taken> chunk) {
    search.log(chunk);
    search.entered(chunk);
  }

  public static <T> Optional<T> most(Stream<T> stream, Comparator<T> order) {
    return stream.max(order);
  }
}
