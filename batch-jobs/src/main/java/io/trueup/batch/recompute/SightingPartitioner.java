package io.trueup.batch.recompute;

import org.apache.spark.Partitioner;

/** Brings all sightings of one id together. */
final class SightingPartitioner extends Partitioner {

  private static final long serialVersionUID = 1;

  private final int partitions;

  SightingPartitioner(int partitions) {
    this.partitions = partitions;
  }

  @Override
  public int numPartitions() {
    return partitions;
  }

  @Override
  public int getPartition(Object key) {
    return Math.floorMod(new Sighting((byte[]) key).meeting(), partitions);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SightingPartitioner partitioner && partitioner.partitions == partitions;
  }

  @Override
  public int hashCode() {
    return partitions;
  }
}
