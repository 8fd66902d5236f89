package io.trueup.store;

import io.trueup.event.Position;

/**
 * An accepted record as a shard's log of ids holds it: its position, its lineage arrival in
 * milliseconds, and the {@link IdHash} of its event type and id.
 */
public record LoggedId(Position position, long arrival, long hash) {}
