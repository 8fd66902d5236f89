package io.trueup.simulation;

import com.google.common.collect.Sets;
import io.trueup.event.Position;
import io.trueup.store.Json;
import io.trueup.store.Layer;
import io.trueup.store.Pointer;
import io.trueup.store.Segment;
import io.trueup.store.Version;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * The oracle of losses: what came and the archive does not hold, line by line. A version lacks what
 * was not held when its recompute began, unless it came until its swap. It says how much that is,
 * and serves nothing that lacks more than the one before unless a person was asked.
 */
final class Losses {

  private static final Pattern LINE =
      Pattern.compile("\"shard\":\"[^\"]*\",\"seq\":\"(\\d+)\",\"sub\":(\\d+)");

  private static final int MOST_REJECTED = 3;

  private final Cloud cloud;
  private final Retention retention;
  private final Dice person;
  private final Map<String, Begun> begun = new HashMap<>();
  private final Map<String, Lacking> served = new HashMap<>();
  private final Map<String, Lacking> segments = new HashMap<>();
  private final Set<String> approved = new HashSet<>();
  private final Set<String> rejected = new HashSet<>();
  private long looked;

  /** The lines of the archive when an attempt begins, and how far the speed layer is. */
  private record Begun(Set<Position> held, Map<String, Position> speed) {}

  /** Which records of some epochs before a cut lack at least, and at most. */
  private record Lacking(Set<Position> least, Set<Position> most, long cut) {

    static final Lacking NOTHING = new Lacking(Set.of(), Set.of(), 0);

    Lacking plus(Lacking other) {
      return new Lacking(
          Sets.union(least, other.least), Sets.union(most, other.most), Math.max(cut, other.cut));
    }
  }

  Losses(Cloud cloud, Retention retention, Dice person) {
    this.cloud = cloud;
    this.retention = retention;
    this.person = person;
  }

  boolean arePossible() {
    return retention.isShort();
  }

  Retention retention() {
    return retention;
  }

  /** A run begins an attempt to recompute. */
  void recomputes(String run) {
    if (arePossible()) {
      begun.put(run, new Begun(held(), cloud.heads(Layer.SPEED)));
    }
  }

  /** What a person says to a run that asks about the version that its job is of. */
  RunJudge.Person asked(Map<String, Object> job) {
    look();
    String run = Json.text(job, "run");
    requireNew(job, now(job));
    if (rejected.size() < MOST_REJECTED && person.unit() < 0.4) {
      rejected.add(run);
      return RunJudge.Person.REJECTS;
    }
    approved.add(run);
    return RunJudge.Person.APPROVES;
  }

  /** Judges what a dry run says that it would do with the version that its job is of. */
  void would(Map<String, Object> job, String would) {
    look();
    Lacking now = now(job);
    if (would.equals("ask")) {
      requireNew(job, now);
    } else if (!before().most().containsAll(now.least())) {
      throw new Wrong("%s would %s what lacks %s".formatted(job, would, now));
    }
  }

  /** What lacks in the version served. */
  private Lacking before() {
    return cloud.pointer().version().map(Version::id).map(served::get).orElse(Lacking.NOTHING);
  }

  /** What lacks in the version that a job is of. */
  private Lacking now(Map<String, Object> job) {
    List<Segment> base = base(job);
    return base.stream()
        .map(Segment::table)
        .map(segments::get)
        .reduce(lacking(Json.text(job, "run"), end(base), Json.number(job, "cut")), Lacking::plus);
  }

  private void requireNew(Map<String, Object> job, Lacking now) {
    Lacking before = before();
    long cut = Json.number(job, "cut");
    boolean isNew =
        cloud.stream.arrived().stream()
            .filter(each -> retention.isLost(Layer.ARCHIVE, each))
            .anyMatch(each -> each.epoch() >= before.cut() && each.epoch() < cut);
    if (!isNew && now.least().equals(before.most()) && now.most().equals(before.least())) {
      throw new Wrong("%s asks about what was accepted: %s".formatted(job.get("run"), now));
    }
  }

  boolean isRejected(String run) {
    return rejected.contains(run);
  }

  /** Judges the versions that were swapped to since the last time. */
  void look() {
    if (!arePossible()) {
      return;
    }
    for (; looked < cloud.pointer().generation(); looked++) {
      Optional<Version> before = version(looked);
      Optional<Version> next = version(looked + 1);
      if (next.isPresent() && !served.containsKey(next.get().id())) {
        judge(next.get(), before.map(Version::id).map(served::get).orElse(Lacking.NOTHING));
      }
    }
  }

  private Optional<Version> version(long generation) {
    return cloud.pointer(generation).flatMap(Pointer::version);
  }

  private void judge(Version version, Lacking before) {
    Lacking lacking =
        version.segments().stream().map(this::lacking).reduce(Lacking.NOTHING, Lacking::plus);
    served.put(version.id(), lacking);
    if (version.lost() < lacking.least().size() || version.lost() > lacking.most().size()) {
      throw new Wrong("%s, expected lost of %s".formatted(version, lacking));
    }
    if (version.check() == Version.CrossCheck.CHECKED && !lacking.least().isEmpty()) {
      throw new Wrong("%s is cross-checked and lacks %s".formatted(version, lacking));
    }
    if (!approved.contains(version.id()) && !before.most().containsAll(lacking.least())) {
      throw new Wrong(
          "%s lacks %s, of which nobody was asked, after %s".formatted(version, lacking, before));
    }
    if (rejected.contains(version.id())) {
      throw new Wrong("%s is served, which was rejected".formatted(version));
    }
  }

  /** What an answer by a version may be made of; without one, of what the speed layer was given. */
  Present present(Optional<Version> version) {
    List<Arrived> all = List.copyOf(cloud.stream.arrived());
    if (!arePossible()) {
      return new Present(parts(version, any -> all), all, Set.of(), Set.of());
    }
    Set<Integer> unread = ids(all, each -> retention.isLost(Layer.SPEED, each));
    List<Arrived> live = retention.givenTo(Layer.SPEED, all);
    if (version.isEmpty() || version.get().lost() == 0) {
      return new Present(parts(version, any -> all), live, Set.of(), unread);
    }
    Set<Position> now = held();
    Set<Integer> unsure = new HashSet<>();
    for (Segment segment : version.get().segments()) {
      Set<Position> before = heldBefore(run(segment));
      unsure.addAll(
          ids(
              all,
              each ->
                  each.epoch() < segment.to()
                      && now.contains(each.position())
                      && !before.contains(each.position())));
    }
    return new Present(
        parts(version, segment -> among(all, heldBefore(run(segment)))), live, unsure, unread);
  }

  private static List<Part> parts(
      Optional<Version> version, Function<Segment, List<Arrived>> archived) {
    return version.map(Version::segments).orElse(List.of()).stream()
        .map(segment -> new Part(segment, archived.apply(segment)))
        .toList();
  }

  private static List<Arrived> among(List<Arrived> all, Set<Position> held) {
    return all.stream().filter(each -> held.contains(each.position())).toList();
  }

  /** The ids of events of some kind. */
  private static Set<Integer> ids(List<Arrived> all, Predicate<Arrived> kind) {
    return all.stream()
        .filter(each -> each.sent().kind() == Sent.Kind.EVENT)
        .filter(kind)
        .map(each -> each.sent().id())
        .collect(Collectors.toSet());
  }

  /** A segment, and the records that were there when it was made. */
  record Part(Segment segment, List<Arrived> archived) {}

  /**
   * What the segments of a version were made of, the records that the speed layer was given, and
   * the ids of which nobody knows whether they are in the version, or in deltas.
   */
  record Present(List<Part> parts, List<Arrived> live, Set<Integer> unsure, Set<Integer> unread) {}

  /** How many records of epochs the speed layer was not given, and the archive does not hold. */
  record Counts(long bySpeed, long byArchive) {}

  Counts between(String run, long from, long to) {
    Set<Position> held = heldBefore(run);
    List<Arrived> all =
        cloud.stream.arrived().stream()
            .filter(each -> each.epoch() >= from && each.epoch() < to)
            .toList();
    return new Counts(
        all.stream().filter(each -> retention.isLost(Layer.SPEED, each)).count(),
        all.stream().filter(each -> !held.contains(each.position())).count());
  }

  /** The segments that a job or its report names as those that it adds to. */
  static List<Segment> base(Map<String, Object> json) {
    return segments(json, "base");
  }

  /** The segments of a member of a job or a report, none where there is none. */
  static List<Segment> segments(Map<String, Object> json, String member) {
    if (!json.containsKey(member)) {
      return List.of();
    }
    return Json.list(json, member).stream().map(each -> Segment.of((Map<?, ?>) each)).toList();
  }

  /** The first epoch behind some segments. */
  static long end(List<Segment> base) {
    return base.isEmpty() ? 0 : base.get(base.size() - 1).to();
  }

  /** The run that has made a segment, by its table's name: {@code segment-RUN-ATTEMPT-RETRY}. */
  private static String run(Segment segment) {
    return segment.table().replaceFirst("^segment-", "").replaceFirst("-\\d+-\\d+$", "");
  }

  /** Of a segment, when it was served first. */
  private Lacking lacking(Segment segment) {
    return segments.computeIfAbsent(
        segment.table(), any -> lacking(run(segment), segment.from(), segment.to()));
  }

  private Lacking lacking(String run, long from, long cut) {
    Set<Position> least =
        missing(held(), from, cut).stream()
            .filter(each -> isThrough(begun(run).speed(), each))
            .map(Arrived::position)
            .collect(Collectors.toSet());
    Set<Position> most =
        missing(heldBefore(run), from, cut).stream()
            .map(Arrived::position)
            .collect(Collectors.toSet());
    return new Lacking(least, most, cut);
  }

  /**
   * Whether the speed layer has all records of a record's shard and epoch: before, nobody can tell
   * how many of those that the archive lacks it has.
   */
  private boolean isThrough(Map<String, Position> speed, Arrived record) {
    Optional<Position> head = Optional.ofNullable(speed.get(record.shard()));
    return cloud.stream.arrived().stream()
        .filter(each -> each.shard().equals(record.shard()) && each.epoch() == record.epoch())
        .allMatch(each -> head.filter(it -> it.compareTo(each.position()) >= 0).isPresent());
  }

  private Set<Position> heldBefore(String run) {
    return begun(run).held();
  }

  private Begun begun(String run) {
    return Optional.ofNullable(begun.get(run))
        .orElseThrow(() -> new Wrong("a version of %s, which recomputed nothing".formatted(run)));
  }

  private List<Arrived> missing(Set<Position> held, long from, long cut) {
    return cloud.stream.arrived().stream()
        .filter(each -> each.epoch() >= from && each.epoch() < cut)
        .filter(each -> !held.contains(each.position()))
        .toList();
  }

  /** The positions of all lines of the objects that are whole. */
  private Set<Position> held() {
    Set<Position> held = new HashSet<>();
    for (byte[] object : cloud.archive.all("archive/")) {
      for (MatchResult line : LINE.matcher(text(object)).results().toList()) {
        held.add(new Position(line.group(1), Long.parseLong(line.group(2))));
      }
    }
    return held;
  }

  /** Of one that is torn nothing counts. */
  private static String text(byte[] object) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(object))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException torn) {
      return "";
    }
  }
}
