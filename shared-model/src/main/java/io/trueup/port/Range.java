package io.trueup.port;

/**
 * A range of one partition, by sort key: {@code from} (inclusive) to {@code to} (exclusive), in
 * {@code order}.
 */
public record Range(String partition, String from, String to, Order order) {

  /** Above every sort key of our layouts, which are made of characters below it. */
  public static final String TOP = "\uffff";

  /** The direction of a read. */
  public enum Order {
    ASCENDING,
    DESCENDING
  }

  public static Range of(String partition, String from, String to) {
    return new Range(partition, from, to, Order.ASCENDING);
  }

  public static Range whole(String partition) {
    return of(partition, "\u0000", TOP);
  }

  public Range descending() {
    return new Range(partition, from, to, Order.DESCENDING);
  }
}
