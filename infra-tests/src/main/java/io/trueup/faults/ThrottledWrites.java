package io.trueup.faults;

/** A table that refuses a share of the writes as beyond its throughput. */
public final class ThrottledWrites implements Interference {

  private final Chance chance;

  public ThrottledWrites(double share, long seed) {
    this.chance = new Chance(share, seed);
  }

  @Override
  public Fate of(Call call) {
    return call.isWrite() && chance.hits() ? new Fate.Throttled() : new Fate.Forwarded();
  }
}
