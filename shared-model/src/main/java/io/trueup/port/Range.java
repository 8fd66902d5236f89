package io.trueup.port;

/**
 * A range of one partition, by sort key: {@code from} (inclusive) to {@code to} (exclusive), in
 * {@code order}, at most {@code limit} items of it.
 */
public record Range(String partition, String from, String to, Order order, int limit) {

  private static final int NO_LIMIT = Integer.MAX_VALUE;

  /** The last character of Unicode: above every sort key that does not begin with it. */
  public static final String TOP = "\udbff\udfff";

  /** The direction of a read. */
  public enum Order {
    ASCENDING,
    DESCENDING
  }

  public static Range of(String partition, String from, String to) {
    return new Range(partition, from, to, Order.ASCENDING, NO_LIMIT);
  }

  public static Range whole(String partition) {
    return of(partition, "\u0000", TOP);
  }

  /** Whether the bounds leave no place for any key. */
  public boolean isEmpty() {
    return KeyOrder.BY_BYTES.compare(from, to) >= 0;
  }

  public Range descending() {
    return new Range(partition, from, to, Order.DESCENDING, limit);
  }

  /** The first items of this range in its order: no more than {@code most} are read. */
  public Range first(int most) {
    return new Range(partition, from, to, order, most);
  }
}
