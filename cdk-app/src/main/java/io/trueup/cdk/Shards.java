package io.trueup.cdk;

/** How the stream is cut into shards. */
public sealed interface Shards {

  /** A number of shards, at least 1, that stays until it is changed. */
  record Provisioned(int count) implements Shards {

    public Provisioned {
      if (count < 1) {
        throw new IllegalArgumentException("shards %d, expected 1 or more".formatted(count));
      }
    }
  }

  /** As many as Kinesis finds right. */
  record OnDemand() implements Shards {}
}
