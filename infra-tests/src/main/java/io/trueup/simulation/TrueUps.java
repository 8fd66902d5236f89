package io.trueup.simulation;

import io.trueup.batch.recompute.Job;
import io.trueup.batch.recompute.Recompute;
import io.trueup.port.Runs;
import io.trueup.store.Json;
import io.trueup.trueup.StepHandler;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The model of the state machine that runs true-ups: the steps of {@code true-up.asl.json} in its
 * order and with its retries. Each attempt of a step is an actor that may die or be given up; an
 * execution may be stopped, which does not stop the step that it is in.
 */
final class TrueUps implements Runs {

  private static final int STEP_ATTEMPTS = 5;
  private static final int RECOMPUTE_ATTEMPTS = 3;
  private static final long GATE_WAIT = 7_000;

  /** The steps in which an execution may be stopped. */
  private static final Set<String> LONG = Set.of("choose-cut", "recompute", "settle", "retire");

  private static final double STOPS = 0.03;
  private static final int LATEST = 20_000;

  /** About as many calls as a step makes that does not recompute. */
  private static final int LAST_CALL = 16;

  private final Scheduler scheduler;
  private final Faults faults;
  private final Turns calls;
  private final Cloud cloud;
  private final Function<Runs, StepHandler> start;
  private final RunJudge judge;
  private final Set<String> ended = new HashSet<>();
  private final Set<String> waiting = new HashSet<>();
  private final Set<String> untold = new HashSet<>();
  private int begun;
  private int actors;

  /** Ends an execution. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  TrueUps(
      Scheduler scheduler,
      Faults faults,
      Turns calls,
      Cloud cloud,
      Function<Runs, StepHandler> start,
      RunJudge judge) {
    this.scheduler = scheduler;
    this.faults = faults;
    this.calls = calls;
    this.cloud = cloud;
    this.start = start;
    this.judge = judge;
  }

  /** From now on a person answers what is asked about a damage. */
  void let(RunJudge.Person person, Damage damage) {
    judge.let(person, damage);
  }

  @Override
  public boolean answer(String token, String answer) {
    return calls.write("send task success", () -> waiting.remove(token));
  }

  /** Judges what came of all. */
  void look() {
    judge.look();
  }

  /** Begins an execution that nobody waits for. */
  void begin(String run) {
    Errand errand = Errand.of(faults, run);
    scheduler.begin(new Actor(run, Actor.Frailty.NONE, () -> trueUp(run, errand), ending -> {}));
  }

  /** Which executions there were, which have ended, and which wait for a person. */
  Digest digest() {
    return Digest.of(begun, actors, ended, waiting, untold);
  }

  /** Whether it was given up to tell of a run's swap. */
  boolean isUntold(String run) {
    return untold.contains(run);
  }

  /** Whether no execution is running. */
  boolean isIdle() {
    return begun == ended.size();
  }

  @Override
  public boolean hasEnded(String run) {
    return calls.read("describe execution", () -> ended.contains(run));
  }

  /** Runs an execution to its end on the calling actor; its outcome. */
  String trueUp(String run, Errand errand) {
    begun++;
    try {
      return execute(run, errand);
    } catch (Stopped stopped) {
      return "stopped";
    } finally {
      ended.add(arn(run));
    }
  }

  private static String arn(String run) {
    return "execution:" + run;
  }

  private static Map<String, Object> input(String step, String run, Map<String, Object> job) {
    Map<String, Object> input = new LinkedHashMap<>(job);
    input.putAll(Map.of("step", step, "run", run, "execution", arn(run)));
    return input;
  }

  private String execute(String run, Errand errand) {
    judge.begun(run, errand);
    Optional<Map<String, Object>> chosen = step(input("choose-cut", run, errand.input()));
    String outcome = chosen.map(job -> Json.text(job, "outcome")).orElse("failed");
    if (!outcome.equals("cut")) {
      return outcome.equals("failed") ? released(run, outcome) : outcome;
    }
    Map<String, Object> job = new LinkedHashMap<>(chosen.orElseThrow());
    judge.chosen(job, errand);
    job.put("dry_run", errand.isDry());
    Instant deadline = Instant.parse(Json.text(job, "deadline"));
    boolean over = false;
    for (int attempt = 1; ; attempt++) {
      job.put("attempt", attempt);
      judge.recomputes(run);
      if (!recompute(job)) {
        return released(run, "failed");
      }
      Optional<Map<String, Object>> settled = settled(job);
      judge.look();
      String how = settled.map(each -> Json.text(each, "outcome")).orElse("failed");
      if (how.equals("swapped")) {
        tell(job, settled.orElseThrow());
        return retired(job, how);
      }
      if (how.equals("dry")) {
        return retired(job, how);
      }
      if (how.equals("held")) {
        judge.held(job, settled.orElseThrow());
      }
      if (!how.equals("incomplete") || over) {
        return released(run, how.equals("incomplete") ? "overdue" : how);
      }
      over = !deadline.isAfter(scheduler.clock().instant());
      scheduler.sleep(GATE_WAIT);
    }
  }

  private void tell(Map<String, Object> job, Map<String, Object> settled) {
    String run = Json.text(job, "run");
    long generation = Json.number(settled, "generation");
    Map<String, Object> more =
        Map.of("attempt", Json.number(job, "attempt"), "generation", generation);
    if (step(input("tell", run, more)).isPresent()) {
      judge.told(job, generation);
    } else {
      untold.add(run);
      step(input("untold", run, Map.of("why", "no answer")));
    }
  }

  private Optional<Map<String, Object>> settled(Map<String, Object> job) {
    String run = Json.text(job, "run");
    Map<String, Object> input = input("settle", run, job);
    judge.settles(job);
    Optional<Map<String, Object>> settled = step(input);
    judge.reported(job);
    settled.ifPresent(each -> judge.settled(job, each));
    if (settled.filter(each -> Json.text(each, "outcome").equals("ask")).isEmpty()) {
      return settled;
    }
    ask(job, settled.get(), judge.asked(job, settled.get()));
    return step(input);
  }

  private String retired(Map<String, Object> job, String how) {
    String run = Json.text(job, "run");
    judge.retires(run);
    if (step(input("retire", run, job)).isEmpty()) {
      return released(run, "not retired");
    }
    judge.retired(run);
    return how;
  }

  private void ask(Map<String, Object> job, Map<String, Object> settled, RunJudge.Person person) {
    String run = Json.text(job, "run");
    String token = "token of " + run;
    waiting.add(token);
    Map<String, Object> more =
        Map.of(
            "attempt",
            Json.number(job, "attempt"),
            "token",
            token,
            "why",
            Json.text(settled, "why"),
            "doubts",
            Json.object(settled, "doubts"));
    step(input("ask", run, more));
    String answer = person == RunJudge.Person.APPROVES ? "approve" : "reject";
    step(Map.of("step", answer, "run", "person", "version", run));
    if (waiting.contains(token)) {
      judge.wrong(new Wrong("%s of %s did not reach it".formatted(answer, run)));
    }
  }

  /** An operator's step, tried until it works or there were enough attempts. */
  Optional<Map<String, Object>> operate(Map<String, Object> input) {
    return step(input);
  }

  private String released(String run, String outcome) {
    step(input("release", run, Map.of()));
    return outcome;
  }

  private Optional<Map<String, Object>> step(Map<String, Object> input) {
    String step = Json.text(input, "step");
    for (int attempt = 0; attempt < STEP_ATTEMPTS; attempt++) {
      Optional<Map<String, Object>> answer =
          call(Json.text(input, "run"), step, () -> answered(input));
      if (answer.isPresent()) {
        return answer;
      }
      scheduler.sleep(500L << attempt);
    }
    return Optional.empty();
  }

  private Map<String, Object> answered(Map<String, Object> input) {
    return Json.object(Json.write(start.apply(this).step(input)));
  }

  private boolean recompute(Map<String, Object> job) {
    for (int retry = 0; retry < RECOMPUTE_ATTEMPTS; retry++) {
      Map<String, Object> input = new LinkedHashMap<>(job);
      input.put("retry", retry);
      Job parsed = Job.parse(Json.write(input));
      if (call(parsed.run(), "recompute", () -> recomputed(parsed)).isPresent()) {
        return true;
      }
      scheduler.sleep(1_000);
    }
    return false;
  }

  private boolean recomputed(Job job) {
    Recompute.runOnOneThread(cloud, cloud.master, job, scheduler.clock());
    return true;
  }

  /** Runs work as an actor of its own and waits for it; its answer, if it ended well. */
  private <T> Optional<T> call(String run, String step, Supplier<T> work) {
    Actor self = scheduler.current();
    String name = run + " " + step + " " + actors++;
    AtomicReference<@Nullable T> made = new AtomicReference<>();
    Runnable making = () -> made.set(work.get());
    if (LONG.contains(step) && faults.happens(Fault.STOPPED, name, STOPS)) {
      stop(name, making);
    }
    AtomicReference<Optional<T>> told = new AtomicReference<>(Optional.empty());
    Actor actor =
        new Actor(
            name,
            Actor.Frailty.LIFE,
            making,
            ending -> {
              told.set(
                  Optional.of(ending)
                      .filter(Actor.Ending.Done.class::isInstance)
                      .map(done -> made.get()));
              self.learn(told.get());
              scheduler.wake(self);
            });
    actor.learn(self.memory());
    scheduler.begin(actor);
    scheduler.park();
    return Objects.requireNonNull(told.get(), "how a step ended");
  }

  /**
   * The function was called already, and goes on: with one of its calls in no hurry, each other
   * time the first.
   */
  private void stop(String name, Runnable work) {
    Actor late = new Actor(name, Actor.Frailty.LIFE, work, ending -> {});
    long lag = (long) (faults.at(Dice.hash(name), 0) * LATEST);
    double call = Math.max(0, 2 * faults.at(Dice.hash(name), 1) - 1);
    late.lag((long) (call * LAST_CALL), lag);
    scheduler.begin(late);
    throw new Stopped();
  }
}
