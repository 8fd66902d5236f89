package io.trueup.definition;

import io.trueup.time.Span;

/** The rhythm of a pipeline: time between true-ups, length of an epoch, time between heartbeats. */
public record Batch(Span schedule, Span epoch, Span heartbeat) {}
