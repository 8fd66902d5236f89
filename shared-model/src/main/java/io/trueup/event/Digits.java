package io.trueup.event;

/**
 * Numbers as decimal digits of one length, whose order as text is that of the numbers. Written in
 * the key of every item: a formatter would take ten times as long.
 */
public final class Digits {

  private Digits() {}

  /** A number from 0 on with zeros in front, as it is when it has more digits than {@code most}. */
  public static String of(long number, int most) {
    String digits = Long.toString(number);
    return "0".repeat(Math.max(0, most - digits.length())) + digits;
  }
}
