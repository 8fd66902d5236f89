package io.trueup.simulation;

import io.trueup.batch.recompute.Effects;
import io.trueup.batch.recompute.SmallMaster;
import io.trueup.event.Position;
import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Objects;
import io.trueup.port.Replay;
import io.trueup.port.Table;
import io.trueup.port.Tables;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import io.trueup.store.Pointer;
import io.trueup.store.Segment;
import io.trueup.store.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The services of one deployment, and how they look from outside. */
final class Cloud implements Effects {

  private static final long serialVersionUID = 1;

  static final String BUCKET = "archive";
  static final String ASSETS = "assets";
  static final String CONTROL = "control";
  static final String HOT = "hot";

  private static final Key POINTER = new Key("pointer", "pointer");

  final transient ModelStream stream;
  final transient ModelObjects archive;
  final transient ModelFirehose firehose;
  final transient ModelTables tables;
  final transient ModelBus bus;
  final transient Optional<SmallMaster> master;
  private final transient ModelObjects assets;
  private final transient ModelTable controlItems;
  private final transient ModelTable hotItems;
  private final transient Turns calls;
  private final transient Table hot;
  private final transient TreeMap<Long, Pointer> pointers = new TreeMap<>();
  private transient Optional<Item> seen = Optional.empty();

  Cloud(
      Scheduler scheduler,
      Turns calls,
      Faults faults,
      Dice dice,
      ModelStream stream,
      Optional<SmallMaster> master) {
    this.calls = calls;
    this.stream = stream;
    this.master = master;
    archive = new ModelObjects(calls);
    assets = new ModelObjects(calls);
    Shops.ALL.forEach(shop -> assets.put(shop.object(), shop.zipped()));
    firehose = new ModelFirehose(scheduler, calls, faults, dice.of("firehose"), archive);
    tables = new ModelTables(scheduler::now, calls);
    bus = new ModelBus(calls);
    controlItems = new ModelTable(scheduler::now);
    hotItems = new ModelTable(scheduler::now);
    hot = new ModelView(HOT, () -> hotItems, calls, () -> {});
    pointers.put(0L, Pointer.FIRST);
  }

  Table control() {
    return new ModelView("control", () -> controlItems, calls, this::observe);
  }

  Table hot() {
    return hot;
  }

  @Override
  public Objects objects(String bucket) {
    return bucket.equals(ASSETS) ? assets : archive;
  }

  @Override
  public Table table(String name) {
    return switch (name) {
      case CONTROL -> control();
      case HOT -> hot();
      default -> tables.table(name);
    };
  }

  @Override
  public Replay stream(String name) {
    return stream;
  }

  @Override
  public Tables segments() {
    return tables;
  }

  /** The control table, looked at from outside: no turn is taken, nothing goes wrong. */
  Table controlSeen() {
    return new ModelView("control", () -> controlItems, Turns.none(), () -> {});
  }

  /** The hot table, looked at and changed from outside. */
  Table hotSeen() {
    return new ModelView(HOT, () -> hotItems, Turns.none(), () -> {});
  }

  Pointer pointer() {
    return pointers.lastEntry().getValue();
  }

  /** The pointer of a generation, if there was one. */
  Optional<Pointer> pointer(long generation) {
    return Optional.ofNullable(pointers.get(generation));
  }

  /** How far a layer has wholly come on each shard. */
  Map<String, Position> heads(Layer layer) {
    Ledger ledger = new Ledger(controlSeen(), layer);
    Map<String, Position> heads = new TreeMap<>();
    for (ModelStream.ModelShard each : stream.all()) {
      String shard = each.shard.id();
      ledger.head(shard).map(LedgerEntry::applied).ifPresent(head -> heads.put(shard, head));
    }
    return heads;
  }

  /** That a version which is called cross-checked was within reach of both layers. */
  private void observe(Version version) {
    requirePassed(version, Layer.ARCHIVE);
    if (version.check() == Version.CrossCheck.CHECKED) {
      requirePassed(version, Layer.SPEED);
    }
  }

  /** That a true-up has added a segment to some that were served, by the same definition. */
  private static void requireJoined(Version now, Optional<Version> last) {
    List<Segment> base = now.segments().subList(0, now.segments().size() - 1);
    boolean isJoined =
        last.filter(it -> beginsWith(it, base) && it.definition().equals(now.definition()))
            .isPresent();
    if (!base.isEmpty() && !isJoined) {
      throw new Wrong("a swap to %s, which adds to another than %s".formatted(now, last));
    }
  }

  static boolean beginsWith(Version version, List<Segment> base) {
    List<Segment> all = version.segments();
    return all.size() >= base.size() && all.subList(0, base.size()).equals(base);
  }

  private void requirePassed(Version version, Layer layer) {
    Map<String, Position> heads = heads(layer);
    for (Arrived each : stream.arrived()) {
      Position head = heads.get(each.shard());
      if (each.epoch() < version.cut() && (head == null || head.compareTo(each.position()) < 0)) {
        throw new Wrong("%s with %s at %s, before %s".formatted(version, layer, head, each));
      }
    }
  }

  /** What is stored in all services. */
  Digest stored() {
    return Digest.of(controlItems.digest(), hotItems.digest(), tables.digest(), archive.digest());
  }

  /** That, and what is under way or known of them: all that an answer or a verdict depends on. */
  Digest digest() {
    return Digest.of(
        stored(), firehose.digest(), bus.digest(), pointers, seen, stream.arrived().size());
  }

  /** Whether anybody holds the lease. */
  boolean isLeased() {
    return controlItems.read(new Key("lease", "lease")).isPresent();
  }

  private void observe() {
    Optional<Item> item = controlItems.read(POINTER);
    if (item.equals(seen)) {
      return;
    }
    seen = item;
    Pointer now = Pointer.read(controlSeen());
    Pointer last = pointer();
    if (now.equals(last)) {
      return;
    }
    if (now.generation() != last.generation() + 1) {
      throw new Wrong(
          "generation %d after %d, expected the next"
              .formatted(now.generation(), last.generation()));
    }
    if (now.hold() == Pointer.Hold.FREE && now.cut() < last.cut()) {
      throw new Wrong("a swap back to %s from %s".formatted(now, last));
    }
    if (now.hold() == Pointer.Hold.FREE && !now.version().equals(last.version())) {
      requireJoined(now.version().orElseThrow(), last.version());
    }
    now.version().filter(version -> !last.versions().contains(version)).ifPresent(this::observe);
    pointers.put(now.generation(), now);
  }
}
