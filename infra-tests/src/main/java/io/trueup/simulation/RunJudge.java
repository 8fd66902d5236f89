package io.trueup.simulation;

import io.trueup.store.Json;
import io.trueup.store.Segment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The judge of true-ups: of what their reports say of live numbers, and of what they ask, which a
 * person answers.
 */
final class RunJudge {

  private final Cloud cloud;
  private final Losses losses;
  private final Findings findings;
  private Person person = Person.NONE;
  private Optional<Damage> damage = Optional.empty();

  RunJudge(Cloud cloud, Losses losses, Findings findings) {
    this.cloud = cloud;
    this.losses = losses;
    this.findings = findings;
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

  /** A run begins an attempt to recompute. */
  void recomputes(String run) {
    losses.recomputes(run);
  }

  void wrong(Wrong wrong) {
    findings.wrong(wrong);
  }

  /** Judges what has been swapped to. */
  void look() {
    try {
      losses.look();
    } catch (Wrong wrong) {
      findings.wrong(wrong);
    }
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

  /** What the recompute says of live numbers, if it came so far. */
  void reported(String run, int attempt) {
    cloud
        .archive
        .seen("runs/%s/%d/report.json".formatted(run, attempt))
        .map(text -> Json.object(new String(text, StandardCharsets.UTF_8)))
        .filter(report -> report.containsKey("divergence"))
        .ifPresent(report -> judge(run, report));
  }

  private void judge(String run, Map<String, Object> report) {
    Shop by = Shops.of(Optional.of(Json.text(report, "definition")));
    List<Segment> base = Losses.base(report);
    judge(run, Json.object(report, "divergence"), base, by);
    if (!losses.arePossible() && damage.isEmpty()) {
      try {
        Corrected.judge(report, Losses.end(base), cloud.stream.arrived(), by);
      } catch (Wrong wrong) {
        findings.wrong(wrong);
      }
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

  /** Both layers see the same records: only a rollback or a person may hold a version. */
  void held(String run, Map<String, Object> settled) {
    String why = String.valueOf(settled.get("why"));
    boolean rejected =
        (person == Person.REJECTS || losses.isRejected(run)) && why.startsWith("rejected");
    if (!rejected && !why.startsWith("a rollback")) {
      findings.wrong(new Wrong("a true-up was held: " + settled));
    }
  }
}
