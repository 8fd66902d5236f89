package io.trueup.batch.recompute;

/** A sighting with its arrival and the window of its event type, both in milliseconds. */
record Seen(Sighting sighting, long arrival, long window) {}
