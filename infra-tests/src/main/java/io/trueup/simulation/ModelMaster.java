package io.trueup.simulation;

import io.trueup.batch.master.Addition;
import io.trueup.batch.master.Compacted;
import io.trueup.batch.master.Edition;
import io.trueup.batch.master.EpochRange;
import io.trueup.batch.master.Held;
import io.trueup.batch.master.Row;
import io.trueup.batch.recompute.SmallMaster;
import io.trueup.store.ArchiveLine;
import io.trueup.store.Mix;
import io.trueup.store.ShardEpoch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The model of the master dataset: editions one after another, of which the newest is read, and
 * drafts, which become one if nobody has dropped them and none came between.
 */
final class ModelMaster implements SmallMaster {

  private final Turns calls;
  private final Map<Long, List<ArchiveLine>> snapshots = new HashMap<>();
  private final Set<Long> drafts = new HashSet<>();
  private Edition main = new Edition(0, 0, Set.of());
  private long last;

  ModelMaster(Turns calls) {
    this.calls = calls;
    snapshots.put(0L, List.of());
  }

  @Override
  public Edition main() {
    return calls.read("read the master's edition", () -> main);
  }

  @Override
  public List<ArchiveLine> lines(Edition edition, EpochRange range) {
    if (range.to() > edition.cut()) {
      throw new IllegalArgumentException(
          "read %s of %s, expected an end of its cut at most".formatted(range, edition));
    }
    return calls.read(
        "read the master",
        () -> snapshot(edition).stream().filter(line -> range.contains(line.epoch())).toList());
  }

  @Override
  public Compacted compact(Addition addition, List<Row> rows, Set<Held> expected) {
    Edition before = main();
    if (addition.fresh().to() <= before.cut()) {
      return new Compacted.Already(before);
    }
    Optional<String> refusal = before.refusal(addition);
    if (refusal.isPresent()) {
      return new Compacted.Outdone(before, refusal.get());
    }
    calls.write("drop drafts", () -> !drafts.isEmpty() && drafts.retainAll(Set.of()));
    Edition draft = drafted(before.with(addition), rows);
    audit(rows, expected);
    boolean isPublished =
        calls.write(
            "publish",
            () -> {
              boolean isNext = drafts.remove(draft.snapshot()) && main.equals(before);
              main = isNext ? draft : main;
              return isNext;
            });
    return isPublished
        ? new Compacted.Published(draft)
        : new Compacted.Outdone(main(), "another run has published");
  }

  private Edition drafted(Edition next, List<Row> rows) {
    List<ArchiveLine> lines = new ArrayList<>(snapshot(next));
    rows.forEach(row -> lines.add(row.line()));
    return calls.write(
        "draft",
        () -> {
          long id = ++last;
          snapshots.put(id, List.copyOf(lines));
          drafts.add(id);
          return new Edition(id, next.cut(), next.gaps());
        });
  }

  private List<ArchiveLine> snapshot(Edition edition) {
    return Objects.requireNonNull(snapshots.get(edition.snapshot()), "a snapshot of an edition");
  }

  private static void audit(List<Row> rows, Set<Held> expected) {
    Map<ShardEpoch, Held> found = new HashMap<>();
    for (Row row : rows) {
      ArchiveLine line = row.line();
      Held one = new Held(line.shard(), line.epoch(), 1, Mix.of(line.position(), line.data()));
      found.merge(new ShardEpoch(line.shard(), line.epoch()), one, ModelMaster::plus);
    }
    if (!Set.copyOf(found.values()).equals(expected)) {
      throw new IllegalStateException(
          "audit: found %s, expected %s".formatted(found.values(), expected));
    }
  }

  private static Held plus(Held one, Held other) {
    return new Held(
        one.shard(), one.epoch(), one.records() + other.records(), one.digest() + other.digest());
  }
}
