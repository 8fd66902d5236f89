package io.trueup.cdk;

import io.trueup.time.Span;

/**
 * What is gathered before it goes on: records that a consumer is handed at once (1 to 10,000), how
 * long it is waited for them (whole seconds, 0 to 300), and how long Firehose buffers (whole
 * seconds up to 900).
 */
public record Batching(int records, int windowSeconds, Span delivery) {

  public Batching {
    if (records < 1 || records > 10_000) {
      throw new IllegalArgumentException("batch of %d, expected 1 to 10000".formatted(records));
    }
    if (windowSeconds < 0 || windowSeconds > 300) {
      throw new IllegalArgumentException(
          "batch window of %d s, expected 0 to 300".formatted(windowSeconds));
    }
    if (delivery.millis() % 1_000 != 0 || delivery.millis() > 900_000) {
      throw new IllegalArgumentException(
          "delivery buffering of %s, expected whole seconds up to 15m".formatted(delivery));
    }
  }

  /** Seconds for which Firehose buffers. */
  public int deliverySeconds() {
    return Math.toIntExact(delivery.millis() / 1_000);
  }
}
