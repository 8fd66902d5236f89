package io.trueup.consume;

import io.trueup.port.Condition;
import io.trueup.port.ForwardingTable;
import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Outcome;
import io.trueup.port.Range;
import io.trueup.port.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/**
 * Actors that run one at a time, each up to its next call of a table: which goes on is drawn, so
 * that one seed is one interleaving.
 */
final class Turns {

  private final Random random;
  private final Semaphore over = new Semaphore(0);

  Turns(Random random) {
    this.random = random;
  }

  private final class Actor extends Thread {
    private final Semaphore turn = new Semaphore(0);

    /** Some are slow: what they do falls among what others do much later. */
    private final int speed = 1 << random.nextInt(8);

    private final Runnable work;

    /** For so many turns of others it does not go on, if any other can. */
    private int rest = random.nextInt(600);

    private boolean isDone;
    private Optional<Throwable> failure = Optional.empty();

    Actor(Runnable work) {
      this.work = work;
      setDaemon(true);
    }

    @Override
    public void run() {
      turn.acquireUninterruptibly();
      try {
        work.run();
      } catch (Crash died) {
        // As it was to.
      } catch (Throwable failed) {
        failure = Optional.of(failed);
      }
      isDone = true;
      over.release();
    }
  }

  /** Lets others have their turn; outside of {@link #run} nothing. */
  void pause() {
    if (Thread.currentThread() instanceof Actor actor) {
      over.release();
      actor.turn.acquireUninterruptibly();
    }
  }

  /** Runs all to their end; fails with the first failure that is no crash. */
  void run(List<Runnable> works) {
    List<Actor> running = new ArrayList<>();
    for (Runnable work : works) {
      Actor actor = new Actor(work);
      actor.start();
      running.add(actor);
    }
    while (!running.isEmpty()) {
      Actor next = drawn(running);
      next.turn.release();
      over.acquireUninterruptibly();
      if (next.isDone) {
        running.remove(next);
        if (next.failure.isPresent()) {
          throw new IllegalStateException("an actor failed", next.failure.get());
        }
      }
    }
  }

  private Actor drawn(List<Actor> running) {
    List<Actor> ready = running.stream().filter(actor -> actor.rest == 0).toList();
    running.forEach(actor -> actor.rest = Math.max(0, actor.rest - 1));
    List<Actor> some = ready.isEmpty() ? running : ready;
    int at = random.nextInt(some.stream().mapToInt(actor -> actor.speed).sum());
    for (Actor each : some) {
      at -= each.speed;
      if (at < 0) {
        return each;
      }
    }
    throw new IllegalStateException("none of %d actors drawn".formatted(some.size()));
  }

  /** As {@link #pause}, and at times for long: between what was read and what is written of it. */
  private void pauseForLong() {
    if (Thread.currentThread() instanceof Actor actor && random.nextInt(3) == 0) {
      actor.rest = random.nextInt(3) == 0 ? 5_000 : random.nextInt(150);
    }
    pause();
  }

  /** A table before each of whose calls others may have their turn. */
  Table through(Table table) {
    return new ForwardingTable(table) {
      @Override
      public Optional<Item> read(Key key) {
        pause();
        return super.read(key);
      }

      @Override
      public Stream<Item> query(Range range) {
        pause();
        return super.query(range);
      }

      @Override
      public Outcome write(Item item, Condition condition) {
        pauseForLong();
        return super.write(item, condition);
      }

      @Override
      public void writeAll(List<Item> items) {
        for (Item item : items) {
          pause();
          super.writeAll(List.of(item));
        }
      }

      @Override
      public Outcome remove(Key key, Condition condition) {
        pauseForLong();
        return super.remove(key, condition);
      }
    };
  }
}
