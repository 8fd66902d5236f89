package io.trueup.simulation;

import io.trueup.notice.NumberCorrected;
import io.trueup.notice.VersionSwapped;
import io.trueup.store.Json;
import io.trueup.store.Segment;
import io.trueup.store.Version;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The judge of true-ups: of what their reports say of live numbers, and of what they ask, which a
 * person answers.
 */
final class RunJudge {

  /** How any run may end that has nothing to settle. */
  private static final Set<String> SHORT = Set.of("incomplete", "held");

  private final Cloud cloud;
  private final Losses losses;
  private final Findings findings;
  private final LeftTables tables;
  private final DryRuns dryRuns;
  private final Map<String, Optional<Map<String, Object>>> reportsBefore = new HashMap<>();
  private final Map<String, Long> generations = new HashMap<>();
  private Person person = Person.NONE;
  private Optional<Damage> damage = Optional.empty();

  RunJudge(Cloud cloud, Losses losses, Findings findings) {
    this.cloud = cloud;
    this.losses = losses;
    this.findings = findings;
    this.tables = new LeftTables(cloud);
    this.dryRuns = new DryRuns(cloud);
  }

  /** Whoever is asked, and what they answer. */
  enum Person {
    NONE,
    APPROVES,
    REJECTS
  }

  /** From now on a person answers what is asked about a damage; before, nothing is to be asked. */
  void let(Person person, Damage damage) {
    this.person = person;
    this.damage = Optional.of(damage);
  }

  /** A run begins. */
  void begun(String run, Errand errand) {
    generations.put(run, cloud.pointer().generation());
    tables.begun(run, errand);
    if (errand.isDry()) {
      dryRuns.begun(run);
    }
  }

  /** What a run is to do: a full one adds to no base. */
  void chosen(Map<String, Object> job, Errand errand) {
    if (errand.isFull() && !Losses.base(job).isEmpty()) {
      findings.wrong(new Wrong("a full true-up adds to a base: " + job));
    }
  }

  /** A run begins an attempt to recompute. */
  void recomputes(String run) {
    losses.recomputes(run);
  }

  void wrong(Wrong wrong) {
    findings.wrong(wrong);
  }

  private void judge(Runnable judging) {
    try {
      judging.run();
    } catch (Wrong wrong) {
      findings.wrong(wrong);
    }
  }

  /** Judges what has been swapped to. */
  void look() {
    judge(losses::look);
    judge(dryRuns::look);
    judge(cloud.bus::look);
  }

  /** A run is about to retire. */
  void retires(String run) {
    tables.retires(run);
  }

  /** A run says that it has retired. */
  void retired(String run) {
    judge(() -> tables.retired(run));
  }

  /** Who answers a question: one about a damage, or about what is lost. */
  Person asked(Map<String, Object> job, Map<String, Object> settled) {
    if (losses.arePossible()) {
      try {
        return losses.asked(job);
      } catch (Wrong wrong) {
        findings.wrong(wrong);
        return Person.APPROVES;
      }
    }
    if (person == Person.NONE) {
      findings.wrong(new Wrong("a true-up asks: " + settled));
      person = Person.APPROVES;
    }
    return person;
  }

  /** A run is about to settle what its attempt has left a report of. */
  void settles(Map<String, Object> job) {
    reportsBefore.put(Json.text(job, "run"), report(job));
  }

  /** What the recompute says of live numbers, if it came so far. */
  void reported(Map<String, Object> job) {
    report(job)
        .filter(report -> report.containsKey("divergence"))
        .ifPresent(report -> judge(Json.text(job, "run"), report));
  }

  /** What a run says of its report: a dry one what would be, any other nothing of the kind. */
  void settled(Map<String, Object> job, Map<String, Object> settled) {
    boolean isDry = Json.text(settled, "outcome").equals("dry");
    boolean mayBe = Boolean.TRUE.equals(job.get("dry_run"));
    if (isDry != mayBe && !SHORT.contains(Json.text(settled, "outcome"))) {
      findings.wrong(new Wrong("%s of %s".formatted(settled, job)));
    }
    // One that a try has replaced which was given up is not the one that was read.
    Optional<Map<String, Object>> report = report(job);
    if (isDry && report.isPresent() && report.equals(reportsBefore.get(Json.text(job, "run")))) {
      judge(() -> DryRuns.judge(job, settled, report.get()));
      judge(() -> would(job, Json.text(settled, "would"), report.get()));
    }
  }

  private void would(Map<String, Object> job, String would, Map<String, Object> report) {
    if (losses.arePossible()) {
      losses.would(job, would);
      return;
    }
    Map<?, ?> compared = Json.object(report, "divergence");
    long from = Json.number(compared, "from");
    long to = Json.number(compared, "to");
    boolean isWrong =
        damage.map(Damage::epoch).filter(epoch -> epoch >= from && epoch < to).isPresent();
    if (would.equals("ask") != isWrong) {
      throw new Wrong("a dry run would %s about %s, with %s".formatted(would, compared, damage));
    }
  }

  private Optional<Map<String, Object>> report(Map<String, Object> job) {
    String run = Json.text(job, "run");
    return cloud
        .archive
        .seen("runs/%s/%d/report.json".formatted(run, Json.number(job, "attempt")))
        .map(text -> Json.object(new String(text, StandardCharsets.UTF_8)));
  }

  private void judge(String run, Map<String, Object> report) {
    Shop by = Shops.of(Optional.of(Json.text(report, "definition")));
    List<Segment> base = Losses.base(report);
    judge(run, Json.object(report, "divergence"), base, by);
    if (!losses.arePossible() && damage.isEmpty()) {
      judge(() -> Corrected.judge(report, Losses.end(base), cloud.stream.arrived(), by));
    }
  }

  private void judge(String run, Map<?, ?> divergence, List<Segment> base, Shop by) {
    findings.compared(divergence);
    try {
      Alike alike = new Alike(cloud.stream.arrived(), by, by.sought(Losses.end(base)));
      if (losses.arePossible()) {
        long from = Json.number(divergence, "from");
        alike.judge(divergence, losses.between(run, from, Json.number(divergence, "to")));
      } else {
        alike.judge(divergence, damage.map(Damage::epoch));
      }
    } catch (Wrong wrong) {
      findings.wrong(wrong);
    }
  }

  /** The swap of a run was told of, and each number that the report of its table lists. */
  void told(Map<String, Object> job, long generation) {
    String run = Json.text(job, "run");
    List<Map<String, Object>> swaps = cloud.bus.of(run, VersionSwapped.TYPE);
    long numbers = cloud.bus.of(run, NumberCorrected.TYPE).size();
    long listed = report(job).filter(this::isServed).map(RunJudge::listed).orElse(numbers);
    if (swaps.size() != 1
        || Json.number(swaps.get(0), "generation") != generation
        || Json.number(swaps.get(0), "told") != numbers
        || listed != numbers) {
      findings.wrong(
          new Wrong(
              "of run %s and generation %d told %s, and %d numbers, expected %d"
                  .formatted(run, generation, swaps, numbers, listed)));
    }
  }

  /** How many numbers a report lists that look different before and after. */
  private static long listed(Map<String, Object> report) {
    Stream<Map<?, ?>> corrected =
        Json.list(Json.object(report, "corrections"), "worst").stream().map(it -> (Map<?, ?>) it);
    Stream<Map<?, ?>> live =
        report.get("divergence") instanceof Map<?, ?> divergence
            ? Json.list(divergence, "offenders").stream().map(it -> (Map<?, ?>) it)
            : Stream.empty();
    return corrected.filter(it -> differ(it.get("served"), it.get("exact"))).count()
        + live.filter(it -> differ(it.get("live"), it.get("exact"))).count();
  }

  private static boolean differ(@Nullable Object shown, @Nullable Object exact) {
    if (!(shown instanceof Number one) || !(exact instanceof Number other)) {
      return !Objects.equals(shown, exact);
    }
    return new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString())) != 0;
  }

  /** Whether a report is of the newest table that is served. */
  private boolean isServed(Map<String, Object> report) {
    List<String> tables = cloud.pointer().version().map(Version::tables).orElse(List.of());
    return !tables.isEmpty() && tables.get(tables.size() - 1).equals(Json.text(report, "table"));
  }

  /**
   * Both layers see the same records: only a person may hold a version, or a swap that came
   * between, of an operator or of an execution that was stopped.
   */
  void held(Map<String, Object> job, Map<String, Object> settled) {
    String why = String.valueOf(settled.get("why"));
    boolean rejected =
        (person == Person.REJECTS || losses.isRejected(Json.text(job, "run")))
            && why.startsWith("rejected");
    boolean outrun = why.startsWith("another version is served") && !isServed(Losses.base(job));
    boolean overtaken =
        (why.startsWith("a rollback pins") || why.startsWith("another swap came"))
            && cloud.pointer().generation()
                > Objects.requireNonNull(generations.get(Json.text(job, "run")));
    if (!rejected && !outrun && !overtaken) {
      findings.wrong(new Wrong("a true-up was held: " + settled));
    }
  }

  private boolean isServed(List<Segment> base) {
    return cloud.pointer().version().filter(it -> Cloud.beginsWith(it, base)).isPresent();
  }
}
