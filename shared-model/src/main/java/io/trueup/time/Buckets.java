package io.trueup.time;

/** Buckets of event time: spans of one size in UTC, named by their first millisecond. */
public final class Buckets {

  private Buckets() {}

  /** The first millisecond of the bucket that a time falls into, also before 1970. */
  public static long start(long time, Span size) {
    return number(time, size) * size.millis();
  }

  /** How many buckets of a size begin from 1970 on before the one that a time falls into. */
  public static long number(long time, Span size) {
    return Math.floorDiv(time, size.millis());
  }

  /** The first millisecond after the bucket that a time falls into. */
  public static long end(long time, Span size) {
    return (number(time, size) + 1) * size.millis();
  }
}
