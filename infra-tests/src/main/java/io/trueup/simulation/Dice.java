package io.trueup.simulation;

import java.util.List;

/**
 * A stream of pseudo-random choices (SplitMix64). {@link #of} splits off a stream that depends on
 * the seed and a name alone, however much was drawn before: so a choice that is dropped from a
 * history leaves the others as they were. For one thread.
 */
final class Dice {

  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private final long seed;
  private long state;

  Dice(long seed) {
    this.seed = mix(seed);
    this.state = this.seed;
  }

  /** The stream of a name. */
  Dice of(String name) {
    return new Dice(mix(seed ^ hash(name)));
  }

  /** A number from 0 (inclusive) to 1 (exclusive) for the n-th choice of a kind. */
  double at(long kind, long n) {
    return unit(mix(seed ^ mix(kind * GOLDEN + n)));
  }

  /** What it gives from now on. */
  Digest digest() {
    return Digest.of(seed, state);
  }

  long next() {
    state += GOLDEN;
    return mix(state);
  }

  double unit() {
    return unit(next());
  }

  /** A whole number from {@code from} (inclusive) to {@code to} (exclusive). */
  int from(int from, int to) {
    return from + (int) Math.floor(unit() * (to - from));
  }

  <T> T any(List<T> some) {
    return some.get(from(0, some.size()));
  }

  /** A hash that is the same in every process. */
  static long hash(String text) {
    long hash = text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = hash * 0x100000001b3L + text.charAt(i);
    }
    return mix(hash);
  }

  static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  private static double unit(long bits) {
    return (bits >>> 11) * 0x1.0p-53;
  }
}
