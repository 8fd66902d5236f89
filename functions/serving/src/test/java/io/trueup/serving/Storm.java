package io.trueup.serving;

import io.trueup.aggregate.Measures;
import io.trueup.aggregate.State;
import io.trueup.definition.BucketSize;
import io.trueup.definition.View;
import io.trueup.port.Table;
import io.trueup.store.CellKey;
import io.trueup.store.Directory;
import io.trueup.store.Pointer;
import io.trueup.store.Segment;
import io.trueup.store.Strip;
import io.trueup.store.Version;
import io.trueup.time.Buckets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;

/**
 * Ten true-ups and three rollbacks with their resumes, step by step: a true-up notes what nothing
 * names, swaps to a version of the sales before its cut, and removes what it noted. Keeps what each
 * generation's pointer was.
 */
final class Storm {

  private static final View VIEW = Shop.view("by_place");

  final Shop shop = new Shop();
  final List<Sale> sales = new ArrayList<>();
  final Map<Long, Pointer> pointers = new HashMap<>(Map.of(0L, Pointer.FIRST));
  private final Queue<Runnable> steps = new ArrayDeque<>();
  private final Random random;
  private long now = Shop.NOON.toEpochMilli();
  private List<String> unnamed = List.of();

  Storm(Random random) {
    this.random = random;
    List<Integer> rollbacks = random.ints(3, 3, 10).boxed().toList();
    for (int run = 0; run < 10; run++) {
      String id = "run" + run;
      steps.add(() -> unnamed = unnamed());
      steps.add(() -> swap(id));
      steps.add(this::retire);
      if (rollbacks.contains(run)) {
        steps.add(this::rollBack);
        steps.add(() -> write(pointer().resumed()));
      }
    }
  }

  boolean isOver() {
    return steps.isEmpty();
  }

  void step() {
    if (!isOver()) {
      steps.remove().run();
    }
  }

  Pointer pointer() {
    return Pointer.read(shop.control);
  }

  /** Sells over the next few epochs, now and then something of long ago. */
  void sell() {
    for (int i = 0; i < 12; i++) {
      now += random.nextInt(150_000);
      long at = random.nextInt(5) == 0 ? now - random.nextInt(10_000_000) : now;
      Sale sale =
          new Sale(sales.size(), "place-" + random.nextInt(9), at, now, random.nextInt(100));
      sales.add(sale);
      shop.sell(java.time.Instant.ofEpochMilli(now), sale.json());
    }
  }

  private List<String> unnamed() {
    return shop.segments.list("").stream()
        .filter(table -> !pointer().tables().contains(table))
        .toList();
  }

  private void retire() {
    unnamed.stream()
        .filter(table -> !pointer().tables().contains(table))
        .forEach(shop.segments::delete);
  }

  private void rollBack() {
    List<Version> kept = pointer().previous();
    String id = kept.get(random.nextInt(kept.size())).id();
    write(pointer().rolledBackTo(id).orElseThrow());
  }

  /** A cut after the one served and not after what was sold. */
  private void swap(String id) {
    long served = pointer().cut();
    long first = Math.max(served + 1, sales.get(0).epoch());
    now = Math.max(now, first * 300_000); // a cut is an epoch that has begun
    long cut = first + random.nextInt((int) Math.max(1, now / 300_000 - first));
    Table table = shop.segments.create(id);
    List<Sale> below = sales.stream().filter(sale -> sale.epoch() < cut).toList();
    VIEW.every().forEach(size -> load(table, below, size));
    Map<String, String> fingerprints = Map.of(VIEW.name(), VIEW.fingerprint());
    Version version =
        new Version(
            id, List.of(new Segment(id, 0, cut)), fingerprints, Version.CrossCheck.CHECKED, 0);
    write(pointer().swappedTo(version, 3));
  }

  private void write(Pointer next) {
    pointer().swap(shop.control, next);
    pointers.put(next.generation(), next);
  }

  private static void load(Table table, List<Sale> sales, BucketSize size) {
    Measures measures = new Measures(VIEW);
    Map<Strip, TreeMap<Long, State>> strips = new HashMap<>();
    for (Sale sale : sales) {
      CellKey key = CellKey.of(VIEW, sale.event());
      long bucket = Buckets.start(sale.at(), size.length());
      long start = Strip.startOf(bucket, size.length());
      strips
          .computeIfAbsent(
              new Strip(VIEW.fingerprint(), VIEW.name(), size.length(), key, start),
              any -> new TreeMap<>())
          .merge(bucket, measures.add(measures.empty(), sale.event()), measures::merge);
    }
    strips.forEach(
        (strip, states) -> {
          TreeMap<Long, byte[]> content = new TreeMap<>();
          states.forEach((bucket, state) -> content.put(bucket, measures.encode(state)));
          table.writeAll(strip.items(content));
          table.writeAll(List.of(Directory.segment(VIEW.fingerprint(), VIEW.name(), strip.key())));
        });
  }
}
