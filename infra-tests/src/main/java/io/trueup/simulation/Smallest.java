package io.trueup.simulation;

import io.trueup.store.Layer;
import io.trueup.time.Span;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The smallest interesting history, run by choices: one shard, and four records of one cell. The
 * first is of the epoch below the cut, the others of the next one; the last repeats the first.
 * Speed has taken the first two before it falls silent, the archive has all of them when, in one
 * second, speed goes on, a true-up begins, and a reader asks, for the first of two times: from then
 * on the choices count. If there is a split it comes before the last record, which is then on a
 * child.
 */
final class Smallest {

  /** What happens to the shard. */
  enum Shards {
    ONE,
    SPLIT
  }

  /**
   * What a run came to, but for what was given: the runs that leave it, how many answers were
   * judged, and digests of them, and of what was stored after each write.
   */
  record Ran(
      Branch branch,
      List<Branch> others,
      Optional<Wrong> wrong,
      int judged,
      Set<Digest> answers,
      Set<Digest> stored) {}

  private static final long SILENT = 10_500;
  private static final long ALL = 20_000;

  private final Choices choices;
  private final Known known;
  private final Shards shards;
  private final Scheduler scheduler;
  private final Faults faults = new Faults(new Dice(1), 0, Set.of());
  private final ModelStream stream;
  private final Cloud cloud;
  private final Product product;
  private final Losses losses;
  private final Reader reader;
  private final TrueUps trueUps;
  private final Fleet speed;
  private final Fleet archive;
  private final List<Mapping> mappings = new ArrayList<>();
  private final World world;
  private final Set<Digest> stored = new HashSet<>();
  private final Set<Digest> answers = new HashSet<>();
  private Optional<Digest> last = Optional.empty();
  private int judged;

  private Smallest(Shards shards, Choices choices, Known known) {
    this.choices = choices;
    this.known = known;
    this.shards = shards;
    faults.end();
    scheduler = new Scheduler(new SearchedOrder(choices, this::come), History.START);
    Turns calls =
        new Looked(
            new Calls(scheduler, new SearchedMishaps(choices, this::come), new Trace()),
            answer -> scheduler.current().learn(answer),
            this::look);
    Dice dice = new Dice(1);
    stream = new ModelStream(calls, History.EPOCH.millis(), 1);
    cloud = new Cloud(scheduler, calls, faults, dice, stream, Optional.empty());
    Deployments deployments = new Deployments(scheduler, faults, cloud);
    Retention retention = new Retention(scheduler, stream, cloud, dice, Retention.Sort.NONE, 0);
    product =
        new Product(
            scheduler, cloud, deployments, retention, Span.parse("14d"), Product.GATE, 2_000);
    losses = new Losses(cloud, retention, dice);
    reader = new Reader(scheduler, cloud, losses, History.EPOCH.millis(), new Answers());
    trueUps =
        new TrueUps(
            scheduler,
            faults,
            calls,
            cloud,
            product::steps,
            new RunJudge(cloud, losses, Findings.NONE_WRONG));
    long start = History.START;
    speed = fleet("speed", Layer.SPEED, new Fleet.Outage(start + SILENT, start + ALL));
    archive = fleet("archive", Layer.ARCHIVE, new Fleet.Outage(start, start));
    world = new World(scheduler, cloud, trueUps, List.of(speed, archive), mappings);
  }

  /** Runs it; nothing is thrown for what is wrong in it. */
  static Ran run(Shards shards, Branch branch, int deviations, Known known) {
    Choices choices = new Choices(branch, deviations);
    Smallest smallest = new Smallest(shards, choices, known);
    Optional<Wrong> wrong = Optional.empty();
    try {
      smallest.begin();
      smallest.scheduler.run();
    } catch (Wrong found) {
      wrong = Optional.of(found);
    }
    return new Ran(
        branch, choices.others(), wrong, smallest.judged, smallest.answers, smallest.stored);
  }

  /** Judges answers, and remembers them. */
  private final class Answers implements Findings {

    @Override
    public void wrong(Wrong wrong) {
      throw wrong;
    }

    @Override
    public void answered(Answered answered, Optional<Wrong> found) {
      if (!choices.isGiven()) {
        judged++;
        answers.add(Digest.of(answered.page(), answered.swaps()));
      }
      found.ifPresent(this::wrong);
    }
  }

  private void look() {
    if (!choices.isGiven()) {
      stored.add(cloud.stored());
    }
  }

  /** Ends a run where another one goes on. */
  private void come(Object... place) {
    if (!choices.isOwn()) {
      return;
    }
    Digest state = Digest.of(Digest.of(place), world.digest());
    last.ifPresent(before -> known.follows(before, state));
    last = Optional.of(state);
    if (!known.goesOn(state)) {
      choices.end();
      scheduler.stop();
    }
  }

  private Fleet fleet(String name, Layer layer, Fleet.Outage outage) {
    return new Fleet(name, scheduler, faults, new Dice(1), outage, () -> product.consumer(layer));
  }

  private void begin() {
    stream.all().forEach(this::map);
    scheduler.after(3_000, () -> put(sale(0, 0), 3_000));
    scheduler.after(8_000, () -> put(sale(1, 1), 8_000));
    scheduler.after(11_000, () -> put(sale(2, 2), 8_500));
    if (shards == Shards.SPLIT) {
      scheduler.after(12_000, () -> stream.split(stream.all().get(0)).forEach(this::map));
    }
    scheduler.after(13_000, () -> put(sale(3, 0), 9_000));
    scheduler.after(ALL, this::all);
  }

  /** Everything at once. */
  private void all() {
    choices.begin();
    trueUps.begin("run");
    Question question =
        new Question(
            Shops.FIRST.pipeline().views().get(0),
            Shops.FIRST.pipeline().views().get(0).finest(),
            new Question.Selection.All(),
            100);
    Runnable asks = () -> reader.ask(product.api(), question);
    Runnable asksTwice =
        () -> {
          asks.run();
          scheduler.after(1, "second question", () -> begin("reader again", asks));
        };
    begin("reader", asksTwice);
    scheduler.after(ALL, "course", () -> begin("course", this::course));
  }

  private void begin(String name, Runnable work) {
    scheduler.begin(new Actor(name, Actor.Frailty.NONE, work, ending -> {}));
  }

  private void map(ModelStream.ModelShard shard) {
    map(speed, shard);
    map(archive, shard);
  }

  private void map(Fleet fleet, ModelStream.ModelShard shard) {
    Mapping.begin(scheduler, faults, new Dice(1), fleet, shard, mappings);
  }

  private Sent sale(int number, int id) {
    return new Sent(number, id, Sent.Kind.EVENT, "a", History.START, number);
  }

  private void put(Sent sent, long after) {
    stream.put(BigInteger.ONE, List.of(sent), History.START + after);
  }

  private void course() {
    come("course");
    choices.end();
    Producers producers = new Producers(scheduler, faults, new Dice(1), stream);
    new Ending(
            scheduler, faults, cloud, producers, trueUps, losses, product.deployments(), mappings)
        .reach();
    for (var view : Shops.FIRST.pipeline().views()) {
      for (var size : view.every()) {
        reader.askAtTheEnd(
            product.api(), new Question(view, size, new Question.Selection.All(), 1));
      }
    }
    scheduler.stop();
  }
}
