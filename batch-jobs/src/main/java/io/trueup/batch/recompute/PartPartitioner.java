package io.trueup.batch.recompute;

import org.apache.spark.Partitioner;

/** Gives the tallies a partition of their own, the first, so that they can be read alone. */
final class PartPartitioner extends Partitioner {

  private static final long serialVersionUID = 1;

  static final int TALLIES = 0;

  private final int strips;

  /** For so many partitions of strips. */
  PartPartitioner(int strips) {
    this.strips = strips;
  }

  @Override
  public int numPartitions() {
    return strips + 1;
  }

  @Override
  public int getPartition(Object key) {
    return key.equals(Tallies.KEY) ? TALLIES : 1 + Math.floorMod(key.hashCode(), strips);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PartPartitioner partitioner && partitioner.strips == strips;
  }

  @Override
  public int hashCode() {
    return strips;
  }
}
