package io.trueup.simulation;

import io.trueup.batch.recompute.SmallMaster;
import io.trueup.serving.Api;
import io.trueup.store.Layer;
import io.trueup.time.Span;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One history: a deployment of the real code in a simulated world, from its seed to its end. */
final class History {

  static final Span EPOCH = Span.parse("5s");
  static final long START = 1_772_366_400_000L;

  private final Plan plan;
  private final Dice dice;
  private final Scheduler scheduler;
  private final Faults faults;
  private final Trace trace = new Trace();
  private final ModelStream stream;
  private final Cloud cloud;
  private final Producers producers;
  private final Losses losses;
  private final Reader reader;
  private final TrueUps trueUps;
  private final Deployments deployments;
  private final Product product;
  private final Shape shape;
  private final Map<Layer, Fleet> fleets;
  private final List<Mapping> mappings = new ArrayList<>();
  private final List<Api> apis;

  /** What a history came to. */
  record Result(
      Plan plan, Optional<Wrong> wrong, int records, int answers, Faults faults, Trace trace) {}

  /** The size of a history. Times in milliseconds. */
  private record Shape(
      int events,
      int length,
      int chunk,
      int questions,
      int trueUps,
      Span retention,
      Definitions definitions) {

    /** Whether definitions change. */
    enum Definitions {
      ONE,
      CHANGING
    }

    static Shape of(Dice dice) {
      Shape shape =
          new Shape(
              dice.from(20, 40),
              dice.from(20_000, 50_000),
              dice.any(List.of(1, 3, 2_000)),
              dice.from(6, 12),
              dice.from(1, 5),
              Span.parse(dice.any(List.of("14d", "14d", "50s"))),
              Definitions.ONE);
      return dice.unit() < 0.25 ? shape.changing(dice) : shape;
    }

    /** Long enough that a layer is dead for longer than records are kept, and that more is lost. */
    Shape losing(Dice dice) {
      return new Shape(
          events,
          length + dice.from(30_000, 60_000),
          chunk,
          questions + 4,
          trueUps + dice.from(3, 6),
          retention,
          definitions);
    }

    /** Long enough that a change is served, and the definition before it left. */
    private Shape changing(Dice dice) {
      return new Shape(
          events,
          length + dice.from(20_000, 50_000),
          chunk,
          questions,
          trueUps + dice.from(2, 10),
          retention,
          Definitions.CHANGING);
    }
  }

  private History(Plan plan, Findings findings) {
    this.plan = plan;
    dice = new Dice(plan.seed());
    double preemption = dice.any(List.of(0.03, 0.1, 0.4));
    scheduler =
        new Scheduler(new DrawnOrder(dice.of("turns"), preemption), START + dice.from(0, 5_000));
    faults = new Faults(dice.of("faults"), dice.any(List.of(0.001, 0.004, 0.01)), plan.noFaults());
    Retention.Sort sort = Retention.Sort.of(faults);
    Shape any = Shape.of(dice.of("shape"));
    shape = sort == Retention.Sort.NONE ? any : any.losing(dice.of("losing"));
    Calls calls = new Calls(scheduler, new DrawnMishaps(faults), trace);
    stream = new ModelStream(calls, EPOCH.millis(), dice.from(1, 4));
    Optional<SmallMaster> master =
        dice.of("master").unit() < 0.5 ? Optional.of(new ModelMaster(calls)) : Optional.empty();
    cloud = new Cloud(scheduler, calls, faults, dice, stream, master);
    producers = new Producers(scheduler, faults, dice.of("producers"), stream);
    Retention retention =
        new Retention(scheduler, stream, cloud, dice.of("retention"), sort, shape.length());
    losses = new Losses(cloud, retention, dice.of("person"));
    reader = new Reader(scheduler, cloud, losses, EPOCH.millis(), findings);
    deployments = new Deployments(scheduler, faults, cloud);
    Span gate = retention.isShort() ? Product.SHORT_GATE : Product.GATE;
    product =
        new Product(
            scheduler, cloud, deployments, retention, shape.retention(), gate, shape.chunk());
    trueUps =
        new TrueUps(
            scheduler, faults, calls, cloud, product::steps, new RunJudge(cloud, losses, findings));
    fleets = new EnumMap<>(Layer.class);
    for (Layer layer : Layer.values()) {
      fleets.put(layer, fleet(layer));
    }
    apis = List.of(product.api(), product.api());
  }

  /** Runs a history; nothing is thrown for what is wrong in it. */
  static Result run(Plan plan) {
    return run(plan, Findings.NONE_WRONG);
  }

  /** Runs a history with something else than its end to become of what is wrong. */
  static Result run(Plan plan, Findings findings) {
    History history = new History(plan, findings);
    Optional<Wrong> wrong = Optional.empty();
    try {
      history.begin();
      history.scheduler.run();
    } catch (Wrong found) {
      wrong = Optional.of(found);
    } catch (RuntimeException broken) {
      throw new IllegalStateException(
          "the history of seed %d broke".formatted(plan.seed()), broken);
    }
    return new Result(
        plan,
        wrong,
        history.stream.arrived().size(),
        history.reader.answers(),
        history.faults,
        history.trace);
  }

  private void begin() {
    producers.begin(shape.events(), shape.length(), plan.noEvents());
    for (Fleet fleet : fleets.values()) {
      stream.all().forEach(shard -> map(fleet, shard));
    }
    losses.retention().begin(fleets);
    Reshards.begin(scheduler, faults, dice.of("shards"), stream, shape.length(), this::map);
    Dice times = dice.of("times");
    for (int i = 0; i < shape.questions(); i++) {
      Question question = Question.any(times, dice.any(List.of(1, 3, 10_000)));
      String name = "reader " + i;
      Api api = times.any(apis);
      scheduler.after(times.from(0, shape.length()), () -> read(name, api, question));
    }
    for (int i = 0; i < shape.trueUps(); i++) {
      String run = "run-" + i;
      scheduler.after(times.from(0, shape.length()), () -> trueUps.begin(run));
    }
    if (shape.definitions() == Shape.Definitions.CHANGING) {
      deployments.begin(dice.of("changes"), shape.length());
    }
    Operators.begin(scheduler, faults, times, cloud, trueUps, shape.length());
    scheduler.begin(new Actor("course", Actor.Frailty.NONE, this::course, ending -> {}));
  }

  private void course() {
    scheduler.sleep(shape.length());
    new Ending(scheduler, faults, cloud, producers, trueUps, losses, deployments, mappings).reach();
    for (var view : Shops.FIRST.pipeline().views()) {
      for (var size : view.every()) {
        reader.askAtTheEnd(apis.get(0), new Question(view, size, new Question.Selection.All(), 1));
      }
    }
    scheduler.stop();
  }

  private void read(String name, Api api, Question question) {
    scheduler.begin(
        new Actor(
            name,
            Actor.Frailty.CALLS,
            () -> reader.ask(api, question),
            ending -> {
              if (ending instanceof Actor.Ending.Failed failed) {
                throw new Wrong("%s failed: %s".formatted(name, failed.failure()));
              }
            }));
  }

  private void map(ModelStream.ModelShard shard) {
    fleets.values().forEach(fleet -> map(fleet, shard));
  }

  private void map(Fleet fleet, ModelStream.ModelShard shard) {
    Mapping.begin(
        scheduler, faults, dice.of(fleet.name() + shard.shard.id()), fleet, shard, mappings);
  }

  private Fleet fleet(Layer layer) {
    String name = layer == Layer.SPEED ? "speed" : "archive";
    Fault dead = layer == Layer.SPEED ? Fault.SPEED_DEAD : Fault.ARCHIVE_DEAD;
    Dice own = dice.of(name);
    long from = START + own.from(0, shape.length());
    long to = faults.happens(dead, name, 0.15) ? from + own.from(5_000, 25_000) : from;
    Fleet.Outage outage =
        losses.retention().outage(layer).orElseGet(() -> new Fleet.Outage(from, to));
    return new Fleet(name, scheduler, faults, own, outage, () -> product.consumer(layer));
  }
}
