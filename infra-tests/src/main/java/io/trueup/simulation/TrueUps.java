package io.trueup.simulation;

import io.trueup.batch.recompute.Job;
import io.trueup.batch.recompute.Recompute;
import io.trueup.port.Runs;
import io.trueup.store.Json;
import io.trueup.trueup.StepHandler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * The model of the state machine that runs true-ups: the steps of {@code true-up.asl.json} in its
 * order and with its retries. Each attempt of a step is an actor that may die or be given up.
 */
final class TrueUps implements Runs {

  private static final int STEP_ATTEMPTS = 5;
  private static final int RECOMPUTE_ATTEMPTS = 3;
  private static final long GATE_WAIT = 7_000;

  private final Scheduler scheduler;
  private final Turns calls;
  private final Cloud cloud;
  private final Function<Runs, StepHandler> start;
  private final RunJudge judge;
  private final Set<String> ended = new HashSet<>();
  private final Set<String> waiting = new HashSet<>();
  private int begun;
  private int actors;

  TrueUps(
      Scheduler scheduler,
      Turns calls,
      Cloud cloud,
      Function<Runs, StepHandler> start,
      RunJudge judge) {
    this.scheduler = scheduler;
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

  /** Begins an execution that nobody waits for. */
  void begin(String run) {
    scheduler.begin(new Actor(run, Actor.Frailty.NONE, () -> trueUp(run), ending -> {}));
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
  String trueUp(String run) {
    begun++;
    String outcome = execute(run);
    ended.add(arn(run));
    return outcome;
  }

  private static String arn(String run) {
    return "execution:" + run;
  }

  private static Map<String, Object> input(String step, String run, Map<String, Object> job) {
    Map<String, Object> input = new LinkedHashMap<>(job);
    input.putAll(Map.of("step", step, "run", run, "execution", arn(run)));
    return input;
  }

  private String execute(String run) {
    Optional<Map<String, Object>> chosen = step(input("choose-cut", run, Map.of()));
    String outcome = chosen.map(job -> Json.text(job, "outcome")).orElse("failed");
    if (!outcome.equals("cut")) {
      return outcome.equals("failed") ? released(run, outcome) : outcome;
    }
    Map<String, Object> job = chosen.orElseThrow();
    Instant deadline = Instant.parse(Json.text(job, "deadline"));
    boolean over = false;
    for (int attempt = 1; ; attempt++) {
      judge.recomputes(run);
      if (!recompute(job, attempt)) {
        return released(run, "failed");
      }
      Optional<Map<String, Object>> settled = settled(job, attempt);
      judge.look();
      String how = settled.map(each -> Json.text(each, "outcome")).orElse("failed");
      if (how.equals("swapped")) {
        return step(input("retire", run, job)).isPresent() ? how : released(run, "not retired");
      }
      if (how.equals("held")) {
        judge.held(run, settled.orElseThrow());
      }
      if (!how.equals("incomplete") || over) {
        return released(run, how.equals("incomplete") ? "overdue" : how);
      }
      over = !deadline.isAfter(scheduler.clock().instant());
      scheduler.sleep(GATE_WAIT);
    }
  }

  private Optional<Map<String, Object>> settled(Map<String, Object> job, int attempt) {
    String run = Json.text(job, "run");
    Map<String, Object> input = input("settle", run, Map.of("attempt", attempt));
    Optional<Map<String, Object>> settled = step(input);
    judge.reported(run, attempt);
    if (settled.filter(each -> Json.text(each, "outcome").equals("ask")).isEmpty()) {
      return settled;
    }
    ask(run, attempt, settled.get(), judge.asked(job, settled.get()));
    return step(input);
  }

  private void ask(String run, int attempt, Map<String, Object> settled, RunJudge.Person person) {
    String token = "token of " + run;
    waiting.add(token);
    Map<String, Object> more =
        Map.of(
            "attempt",
            attempt,
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
    for (int attempt = 0; attempt < STEP_ATTEMPTS; attempt++) {
      List<Map<String, Object>> answer = new ArrayList<>();
      if (call(input.get("run") + " " + input.get("step"), () -> answer.add(answered(input)))) {
        return Optional.of(answer.get(0));
      }
      scheduler.sleep(500L << attempt);
    }
    return Optional.empty();
  }

  private Map<String, Object> answered(Map<String, Object> input) {
    return Json.object(Json.write(start.apply(this).step(input)));
  }

  private boolean recompute(Map<String, Object> job, int attempt) {
    for (int retry = 0; retry < RECOMPUTE_ATTEMPTS; retry++) {
      Map<String, Object> input = new LinkedHashMap<>(job);
      input.put("attempt", attempt);
      input.put("retry", retry);
      Job parsed = Job.parse(Json.write(input));
      if (call(
          parsed.run() + " recompute",
          () -> Recompute.runOnOneThread(cloud, cloud.master, parsed, scheduler.clock()))) {
        return true;
      }
      scheduler.sleep(1_000);
    }
    return false;
  }

  /** Runs work as an actor of its own and waits for it; whether it ended well. */
  private boolean call(String name, Runnable work) {
    Actor self = scheduler.current();
    AtomicReference<Actor.Ending> ended = new AtomicReference<>();
    scheduler.begin(
        new Actor(
            name + " " + actors++,
            Actor.Frailty.LIFE,
            work,
            ending -> {
              ended.set(ending);
              scheduler.wake(self);
            }));
    scheduler.park();
    return ended.get() instanceof Actor.Ending.Done;
  }
}
