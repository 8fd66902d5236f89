package io.trueup.store;

/** A consumer of the stream that keeps its own ledger. */
public enum Layer {
  SPEED("speed"),
  ARCHIVE("archive");

  private final String word;

  Layer(String word) {
    this.word = word;
  }

  /** The word for this layer in keys; never changed once released. */
  public String word() {
    return word;
  }
}
