package io.trueup.batch.master;

/**
 * What tidying came to: how many files were rewritten into how many, how many snapshots went, and
 * how many files that belonged to none.
 */
public record Tidied(int rewritten, int written, int snapshots, int strays) {

  /** There was nothing to do. */
  public static final Tidied NOTHING = new Tidied(0, 0, 0, 0);
}
