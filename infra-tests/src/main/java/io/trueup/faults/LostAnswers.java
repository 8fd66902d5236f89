package io.trueup.faults;

/** A network that loses the answers to a share of the writes, which were carried out. */
public final class LostAnswers implements Interference {

  private final Chance chance;

  public LostAnswers(double share, long seed) {
    this.chance = new Chance(share, seed);
  }

  @Override
  public Fate of(Call call) {
    return call.isWrite() && chance.hits()
        ? new Fate.Cut(Fate.Reach.ARRIVES, () -> {})
        : new Fate.Forwarded();
  }
}
