package io.trueup.batch.recompute;

import io.trueup.event.Intake;
import io.trueup.store.ArchiveLine;
import io.trueup.store.Json;
import io.trueup.store.Mix;
import io.trueup.store.ShardEpoch;
import io.trueup.store.Tally;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What records turned out to be, counted per (shard, epoch). It travels through the shuffle beside
 * the cells, under {@link #KEY}. For one thread.
 */
final class Tallies {

  /** No key of a strip, which begins with a digit. */
  static final String KEY = "tallies";

  private final Map<ShardEpoch, Running> running = new HashMap<>();

  /** A tally that grows. */
  private static final class Running {
    private final Map<String, Long> counts = new HashMap<>();
    private long digest;
  }

  void add(ArchiveLine line, Intake intake) {
    Running tally = of(line);
    for (String name : Tally.names(intake)) {
      tally.counts.merge(name, 1L, Math::addExact);
    }
    tally.digest += Mix.of(line.position(), line.data());
  }

  private Running of(ArchiveLine line) {
    return running.computeIfAbsent(
        new ShardEpoch(line.shard(), line.epoch()), any -> new Running());
  }

  /** Counts an accepted record, which was added, by how it repeats another. */
  void add(ArchiveLine line, Repeat repeat) {
    if (repeat != Repeat.NONE) {
      of(line).counts.merge(name(repeat), 1L, Math::addExact);
    }
  }

  /** Under which name a tally counts repeats: it is of no ledger. */
  static String name(Repeat repeat) {
    return "repeat." + repeat.name().toLowerCase(Locale.ROOT);
  }

  /** Takes all tallies out. */
  List<Part> drain() {
    List<Map<String, Object>> all = new ArrayList<>();
    running.forEach(
        (at, tally) ->
            all.add(
                Map.of(
                    "shard",
                    at.shard(),
                    "epoch",
                    at.epoch(),
                    "counts",
                    tally.counts,
                    "digest",
                    tally.digest)));
    running.clear();
    return List.of(new Part(KEY, Json.write(all).getBytes(StandardCharsets.UTF_8)));
  }

  /** Adds what one {@link #drain} gave to the tallies so far. */
  static void merge(byte[] drained, Map<ShardEpoch, Tally> into) {
    for (Object each : Json.list(new String(drained, StandardCharsets.UTF_8))) {
      Map<?, ?> json = (Map<?, ?>) each;
      Map<String, Long> counts = new TreeMap<>();
      Json.object(json, "counts")
          .forEach((name, count) -> counts.put((String) name, ((Number) count).longValue()));
      into.merge(
          new ShardEpoch(Json.text(json, "shard"), Json.number(json, "epoch")),
          new Tally(counts, Json.number(json, "digest")),
          Tally::plus);
    }
  }
}
