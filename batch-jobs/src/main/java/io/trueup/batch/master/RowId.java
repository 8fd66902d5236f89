package io.trueup.batch.master;

import java.io.Serializable;

/**
 * What a search for repeats needs of an accepted record: its event type and id, a hash of both to
 * join by, its place, and the fingerprint of the definition that took it so. Arrival is in
 * milliseconds since 1970.
 */
public record RowId(
    String type,
    String id,
    long hash,
    String shard,
    String position,
    long epoch,
    long arrival,
    String schema)
    implements Serializable {}
