package io.trueup.batch.recompute;

/** Which numbers of a strip a part of it holds. */
enum Era {
  /** Recomputed, of epochs that no segment of the version served is of. */
  FRESH(0),
  /** Recomputed, of epochs of segments that the new one replaces. */
  AGAIN(1),
  /** As one of these segments holds them. */
  SERVED(2);

  private final int code;

  Era(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static Era of(int code) {
    for (Era era : values()) {
      if (era.code == code) {
        return era;
      }
    }
    throw new IllegalArgumentException("era of code %d, expected 0 to 2".formatted(code));
  }
}
