package io.trueup.faults;

import java.time.Duration;

/** A DynamoDB that takes so much longer for every call. */
public record SlowCalls(Duration delay) implements Interference {

  @Override
  public Fate of(Call call) {
    return new Fate.Delayed(delay);
  }
}
