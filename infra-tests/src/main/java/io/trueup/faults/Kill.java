package io.trueup.faults;

import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;

/**
 * Kills a function in the middle of its batches, by SIGKILL: each time when so many of the calls
 * that are counted have come since the last kill, by chance 1 to {@code most}. The call itself
 * reaches DynamoDB every other time. The function is spawned anew for its next batch. Safe for many
 * threads.
 */
public final class Kill implements Interference {

  private final StreamFunction function;
  private final String counted;
  private final int most;
  private final Random random;
  private int left;
  private int kills;
  private int calls;
  private int until;

  /** Kills {@code times} times; counted are writes that contain a text, as a table's name. */
  public Kill(StreamFunction function, String counted, int times, int most, long seed) {
    this.function = function;
    this.counted = counted;
    this.most = most;
    this.random = new Random(seed);
    this.left = times;
    this.until = 1 + random.nextInt(most);
  }

  @Override
  public synchronized Fate of(Call call) {
    if (left == 0 || !call.isWrite() || !call.body().contains(counted) || ++calls < until) {
      return new Fate.Forwarded();
    }
    left--;
    calls = 0;
    until = 1 + random.nextInt(most);
    Fate.Reach reach = left % 2 == 0 ? Fate.Reach.ARRIVES : Fate.Reach.IS_LOST;
    return new Fate.Cut(reach, this::kill);
  }

  /** How many times a process was killed. */
  public synchronized int kills() {
    return kills;
  }

  private synchronized void kill() {
    List<ProcessHandle> processes = new Processes(function.instance()).ofFunction(function.name());
    processes.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle process : processes) {
      try {
        process.onExit().get();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException e) {
        throw new IllegalStateException("end of process %d".formatted(process.pid()), e);
      }
    }
    kills += processes.isEmpty() ? 0 : 1;
  }
}
