package io.trueup.batch.recompute;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.store.ArchiveLine;
import io.trueup.store.Json;
import io.trueup.store.Segment;
import io.trueup.time.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** A random history whose version grows segment by segment. */
final class Growing {

  private static final int RECORDS = 150;
  private static final int OBJECTS = 5;

  private final Random random;
  final TestArchive archive = new TestArchive();
  final History history;
  final List<Segment> segments = new ArrayList<>();

  /** The repeats that the reports of the segments tell of, by cause. */
  final Map<String, Integer> repeats = new TreeMap<>();

  Growing(long seed) {
    random = new Random(seed);
    history = History.random(archive, random, RECORDS);
    List<List<ArchiveLine>> objects = new ArrayList<>();
    for (int i = 0; i < OBJECTS; i++) {
      objects.add(new ArrayList<>());
    }
    for (History.One one : history.all()) {
      objects.get(random.nextInt(OBJECTS)).add(one.line());
      // Some stand twice, in objects of any time.
      if (random.nextInt(20) == 0) {
        objects.get(random.nextInt(OBJECTS)).add(one.line());
      }
    }
    for (int i = 0; i < OBJECTS; i++) {
      archive.object("part-" + i, objects.get(i));
    }
    archive.writeLedger();
  }

  /** Three cuts or fewer, in order, the last one behind all records. */
  List<Long> cuts() {
    TreeSet<Long> cuts = new TreeSet<>();
    cuts.add(history.all().get(RECORDS - 1).line().epoch() + 1);
    cuts.add(history.all().get(random.nextInt(RECORDS)).line().epoch());
    cuts.add(history.all().get(random.nextInt(RECORDS)).line().epoch());
    return List.copyOf(cuts);
  }

  /** The segments that the next one takes the place of. */
  final List<Segment> replaced = new ArrayList<>();

  /** What the last report says of them. */
  Map<?, ?> corrections = Map.of();

  /** The job of what lies between the last segment and a cut. */
  Job job(long cut, Span horizon) {
    Job job =
        segments.isEmpty() ? archive.job(cut) : archive.job(cut, new Job.Base(segments, horizon));
    return TestArchive.replacing(job, replaced);
  }

  /** Lets the next segment take the place of those from a number on. */
  void replaceFrom(int first) {
    List<Segment> last = segments.subList(first, segments.size());
    replaced.addAll(last);
    last.clear();
  }

  /** Recomputes what lies between the last segment and a cut, and serves it behind the others. */
  void add(long cut, Span horizon) {
    add(cut, horizon, archive::runOnOneThread);
  }

  /** As above, by the report of what runs a job. */
  void add(long cut, Span horizon, Function<Job, Map<String, Object>> engine) {
    Job job = job(cut, horizon);
    archive.effects.segments().list(job.segmentTable()).forEach(archive.effects.segments()::delete);
    Map<String, Object> report = engine.apply(job);
    assertThat(report).containsEntry("outcome", "loaded");
    Json.object(report, "repeats")
        .forEach((cause, count) -> repeats.merge((String) cause, (int) count, Integer::sum));
    corrections = Json.object(report, "corrections");
    replaced.clear();
    segments.add(new Segment(job.segmentTable(), job.reach().from(), cut));
    Served.swap(archive, segments);
  }
}
