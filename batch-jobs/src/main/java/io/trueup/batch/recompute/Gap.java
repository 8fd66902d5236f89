package io.trueup.batch.recompute;

/**
 * A (shard, epoch) whose records in the archive are not those that the ledger knows: how many the
 * ledger has, and how many different ones were found. Equal numbers mean that their digests differ.
 */
record Gap(ShardEpoch at, long expected, long found) {}
