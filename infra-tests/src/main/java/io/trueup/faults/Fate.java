package io.trueup.faults;

import java.time.Duration;

/** What becomes of a call of a service on its way. */
public sealed interface Fate {

  /** It is answered by the service, at once. */
  record Forwarded() implements Fate {}

  /** It waits before it is forwarded. */
  record Delayed(Duration delay) implements Fate {}

  /** It is refused as beyond the table's throughput, and DynamoDB does not see it. */
  record Throttled() implements Fate {}

  /** The caller's connection is cut without an answer, after {@code then} has run. */
  record Cut(Reach reach, Runnable then) implements Fate {}

  /** Whether a call whose connection is cut was carried out. */
  enum Reach {
    ARRIVES,
    IS_LOST
  }
}
