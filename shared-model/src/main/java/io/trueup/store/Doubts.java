package io.trueup.store;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/**
 * What speaks against a version, as far as a person may accept it: how many records the archive
 * lacks of those that the speed layer has, on how many (shard, epoch)s the ledgers contradict each
 * other, and the share of live numbers that were wrong.
 */
public record Doubts(long lost, long contradicted, BigDecimal divergence) {

  /** Whether others are no more than these, in any of the three. */
  public boolean cover(Doubts others) {
    return others.lost <= lost
        && others.contradicted <= contradicted
        && others.divergence.compareTo(divergence) <= 0;
  }

  /** The larger of both, of each. */
  public Doubts or(Doubts others) {
    return new Doubts(
        Math.max(lost, others.lost),
        Math.max(contradicted, others.contradicted),
        divergence.max(others.divergence));
  }

  public Map<String, Object> json() {
    return new TreeMap<>(
        Map.of(
            "lost", lost, "contradicted", contradicted, "divergence", divergence.toPlainString()));
  }

  /** Reads what {@link #json} wrote. */
  public static Doubts of(Map<?, ?> json) {
    return new Doubts(
        Json.number(json, "lost"),
        Json.number(json, "contradicted"),
        new BigDecimal(Json.text(json, "divergence")));
  }
}
