package io.trueup.batch.recompute;

/**
 * Whether a record repeats an earlier one, and where that is: on the same shard within the window,
 * where the speed layer finds it as well; on the same shard, longer ago; on other shards only. The
 * batch layer counts those that repeat none, the speed layer all but those within the window.
 */
enum Repeat {
  NONE(0),
  IN_WINDOW(1),
  BEYOND_WINDOW(2),
  ACROSS_SHARDS(3);

  private static final Repeat[] BY_CODE = values();

  private final int code;

  Repeat(int code) {
    this.code = code;
  }

  /** What stands for this in bytes. */
  byte code() {
    return (byte) code;
  }

  static Repeat of(int code) {
    return BY_CODE[code];
  }
}
