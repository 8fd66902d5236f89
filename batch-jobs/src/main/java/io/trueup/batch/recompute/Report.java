package io.trueup.batch.recompute;

import io.trueup.batch.master.Edition;
import io.trueup.store.Flaw;
import io.trueup.store.Gap;
import io.trueup.store.Json;
import io.trueup.store.Segment;
import io.trueup.store.ShardEpoch;
import io.trueup.store.Tally;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a recompute came to. {@code intake} is the tally of all records, empty unless they were
 * recomputed; {@code edition} is what of the master dataset was read; {@code duplicates} is how
 * many stood in the archive beside an equal one; {@code causes} counts the events that repeat
 * another, which are in no cell; {@code divergence} is there where a segment was made.
 */
record Report(
    Job job,
    Outcome outcome,
    Edition edition,
    Manifest manifest,
    List<Gap> gaps,
    List<Difference> differences,
    Tally intake,
    long duplicates,
    Causes causes,
    Optional<Divergence> divergence,
    Loading.Loaded loaded,
    Map<String, Double> seconds) {

  /** The most entries of each list in a report. */
  static final int MOST = 1_000;

  /** How a recompute ends. */
  enum Outcome {
    /** A whole segment is there. */
    LOADED,
    /** A whole segment is there of what the archive holds, which is not what its ledger says. */
    LACKING,
    /** The archive does not hold exactly what its ledger says: nothing was made. */
    INCOMPLETE,
    /** The archive's ledger took records for something else: nothing was made. */
    DIFFERS;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether there is a segment. */
  boolean isMade() {
    return outcome == Outcome.LOADED || outcome == Outcome.LACKING;
  }

  byte[] json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("v", 1);
    json.put("run", job.run());
    json.put("attempt", job.attempt());
    json.put("outcome", outcome.word());
    json.put("cut", job.cut());
    job.base().ifPresent(base -> json.put("base", json(base.segments())));
    if (!job.replaced().isEmpty()) {
      json.put("replaced", json(job.replaced()));
    }
    json.put("definition", job.fingerprint());
    json.put("table", job.segmentTable());
    json.put("cells", loaded.cells());
    json.put("strips", loaded.strips());
    json.put("units", loaded.units());
    if (loaded.items() > 0) {
      json.put("imported", Map.of("items", loaded.items(), "bytes", loaded.bytes()));
    }
    json.put("records", intake.count(Tally.RECEIVED));
    json.put("accepted", intake.count(Tally.ACCEPTED));
    json.put("late", intake.count(Tally.LATE));
    json.put("beats", intake.count(Tally.BEATS));
    json.put("rejected", rejected());
    json.put("duplicates", duplicates);
    json.put("repeats", causes.json());
    json.put("corrections", loaded.corrections().json());
    json.put("divergence", divergence.map(Divergence::json).orElse(null));
    if (edition.cut() > 0) {
      json.put(
          "master", Map.of("snapshot", Long.toString(edition.snapshot()), "cut", edition.cut()));
    }
    json.put("objects", manifest.objects().size());
    json.put("missing", bounded(gaps, Report::json));
    json.put("missing_count", gaps.size());
    json.put("broken", bounded(manifest.flaws(), Report::json));
    json.put("broken_count", manifest.flaws().size());
    json.put("differs", bounded(differences, Report::json));
    json.put("differs_count", differences.size());
    json.put("totals", totals());
    json.put("seconds", seconds);
    return Json.write(json).getBytes(StandardCharsets.UTF_8);
  }

  private Map<String, Long> rejected() {
    Map<String, Long> rejected = new TreeMap<>();
    intake
        .counts()
        .forEach(
            (name, count) -> {
              if (name.startsWith(Tally.REJECTED)) {
                rejected.put(name.substring(Tally.REJECTED.length()), count);
              }
            });
    return rejected;
  }

  /** As they stand in the archive, per (shard, epoch), or per shard where these are too many. */
  private List<Map<String, Object>> totals() {
    TreeMap<ShardEpoch, Totals> totals = new TreeMap<>(manifest.totals());
    List<Map<String, Object>> all = new ArrayList<>();
    if (totals.size() <= MOST) {
      totals.forEach((at, each) -> all.add(json(at, each)));
      return all;
    }
    TreeMap<String, Totals> shards = new TreeMap<>();
    totals.forEach((at, each) -> shards.merge(at.shard(), each, Totals::plus));
    shards.forEach(
        (shard, each) ->
            all.add(Map.of("shard", shard, "received", each.received(), "digest", each.digest())));
    return all;
  }

  private static <T> List<Map<String, Object>> bounded(
      List<T> all, Function<T, Map<String, Object>> json) {
    return all.stream().limit(MOST).map(json).toList();
  }

  private static Map<String, Object> json(ShardEpoch at, Totals totals) {
    return Map.of(
        "shard", at.shard(),
        "epoch", at.epoch(),
        "received", totals.received(),
        "digest", totals.digest());
  }

  private static List<Map<String, Object>> json(List<Segment> segments) {
    return segments.stream().map(Segment::json).toList();
  }

  private static Map<String, Object> json(Gap gap) {
    return Map.of(
        "shard", gap.shard(),
        "epoch", gap.epoch(),
        "expected", gap.expected(),
        "found", gap.found());
  }

  private static Map<String, Object> json(Flaw flaw) {
    return Map.of(
        "object", flaw.object(),
        "line", flaw.line(),
        "problem", flaw.problem(),
        "lines", flaw.lines());
  }

  private static Map<String, Object> json(Difference difference) {
    return Map.of(
        "shard",
        difference.at().shard(),
        "epoch",
        difference.at().epoch(),
        "expected",
        new TreeMap<>(difference.ledger().counts()),
        "found",
        new TreeMap<>(difference.found().counts()));
  }
}
