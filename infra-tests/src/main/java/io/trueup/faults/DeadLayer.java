package io.trueup.faults;

import io.trueup.demo.host.Failure;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A layer that gets no records, because its event source mapping is disabled, until this is closed.
 * LocalStack delivers the stream from its oldest record on then, AWS from where the layer was.
 */
public final class DeadLayer implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final StreamFunction function;
  private final String mapping;

  private DeadLayer(StreamFunction function) {
    this.function = function;
    this.mapping = function.mapping().uuid();
  }

  /** Returns when the last batch is through. */
  public static DeadLayer of(StreamFunction function) {
    DeadLayer dead = new DeadLayer(function);
    function.lambda().updateEventSourceMapping(call -> call.uuid(dead.mapping).enabled(false));
    dead.await("Disabled");
    return dead;
  }

  private void await(String state) {
    long began = System.nanoTime();
    String now = function.mapping().state();
    while (!now.equals(state)) {
      if (System.nanoTime() - began > LIMIT.toNanos()) {
        throw new Failure(
            "mapping of %s: %s for %s, expected %s".formatted(function.name(), now, LIMIT, state));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
      now = function.mapping().state();
    }
  }

  @Override
  public void close() {
    function.lambda().updateEventSourceMapping(call -> call.uuid(mapping).enabled(true));
    await("Enabled");
  }
}
