package io.trueup.batch.recompute;

/** A record that repeats another, by its mark. */
record Marked(Mark mark, Repeat repeat) implements Comparable<Marked> {

  @Override
  public int compareTo(Marked other) {
    return mark.compareTo(other.mark);
  }
}
