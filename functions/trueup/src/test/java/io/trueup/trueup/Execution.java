package io.trueup.trueup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trueup.port.Condition;
import io.trueup.port.Table;
import io.trueup.store.Json;
import io.trueup.store.Segment;
import io.trueup.store.SegmentAbout;
import java.util.List;
import java.util.Map;

/**
 * One execution of the workflow over a deployment in memory, state by state as {@code
 * true-up.asl.json} goes on, with a recompute that loads an empty table, of an increment too. A
 * state may be repeated, as Step Functions does when a task fails.
 */
final class Execution {

  /** The states, in order. */
  enum State {
    CHOOSE_CUT,
    RECOMPUTE,
    SETTLE,
    TELL,
    RETIRE,
    DONE
  }

  private final Deployment deployment;
  private final Run run;
  private final CutChoice.Extent extent;
  private State state = State.CHOOSE_CUT;
  private int retry;
  private long generation;
  private Map<String, Object> job = Map.of();

  Execution(Works works, Mortal mortal, String name, CutChoice.Extent extent) {
    Deployment real = works.deployment;
    this.deployment =
        new Deployment(
            mortal.table(real.control()),
            mortal.objects(real.archive()),
            mortal.tables(real.tables()),
            real.library(),
            real.deployed(),
            real.names(),
            real.gate(),
            real.kept(),
            real.clock(),
            real.runs(),
            new Audience(
                mortal.bus(real.audience().bus()),
                real.audience().deployment(),
                real.audience().pipeline()));
    this.run = new Run(name, arn(name));
    this.extent = extent;
  }

  private Execution(Deployment deployment, Execution before) {
    this.deployment = deployment;
    this.run = before.run;
    this.extent = before.extent;
    this.state = before.state;
    this.retry = before.retry + 1;
    this.job = before.job;
    this.generation = before.generation;
  }

  static String arn(String name) {
    return "arn:aws:states:eu-central-1:1:execution:trueup-orders:" + name;
  }

  /** This execution, its state repeated by a worker that lives. */
  Execution retried(Works works) {
    return new Execution(works.deployment, this);
  }

  State state() {
    return state;
  }

  /** Goes on to the end; returns the outcome of the last step that there was. */
  String toItsEnd() {
    String outcome = "";
    while (state != State.DONE) {
      outcome = step();
    }
    return outcome;
  }

  /** One state; fails as its worker does, and then it is still the state to come. */
  String step() {
    switch (state) {
      case CHOOSE_CUT -> {
        job = new CutChoice(deployment).choose(run, extent);
        String outcome = Json.text(job, "outcome");
        return next(outcome.equals("cut") ? State.RECOMPUTE : State.DONE, outcome);
      }
      case RECOMPUTE -> {
        recompute();
        return next(State.SETTLE, "loaded");
      }
      case SETTLE -> {
        Map<String, Object> settled =
            new Settlement(deployment).settle(run, report(), Run.Purpose.SWAP);
        if (!Json.text(settled, "outcome").equals("swapped")) {
          throw new IllegalStateException(settled.toString());
        }
        generation = Json.number(settled, "generation");
        return next(State.TELL, "swapped");
      }
      case TELL -> {
        new Telling(deployment).tell(run, report(), generation);
        return next(State.RETIRE, "told");
      }
      case RETIRE -> {
        List<String> unnamed = Json.list(job, "unnamed").stream().map(String.class::cast).toList();
        new Retirement(deployment).retire(run, unnamed, Run.Purpose.SWAP);
        return next(State.DONE, "retired");
      }
      default -> throw new IllegalStateException("no state after " + state);
    }
  }

  private String next(State next, String outcome) {
    state = next;
    retry = 0;
    return outcome;
  }

  private String report() {
    return "runs/%s/1/report.json".formatted(run.name());
  }

  private void recompute() {
    long cut = Json.number(job, "cut");
    List<Segment> base =
        Json.list(job, "base").stream().map(each -> Segment.of((Map<?, ?>) each)).toList();
    long from = base.isEmpty() ? 0 : base.get(base.size() - 1).to();
    String name = "%s%s-1-%d".formatted(Works.PREFIX, run.name(), retry);
    Table table = deployment.tables().create(name);
    SegmentAbout.claim(table, run.name(), "1");
    table.write(
        new SegmentAbout(run.name(), "1", from, cut, 0, 0, 0, Map.of()).item(),
        new Condition.Absent());
    Map<String, Object> report =
        Map.of(
            "outcome",
            "loaded",
            "definition",
            Json.text(job, "fingerprint"),
            "cut",
            cut,
            "base",
            Json.list(job, "base"),
            "table",
            name);
    deployment.archive().write(report(), Json.write(report).getBytes(UTF_8));
  }
}
