package io.trueup.definition;

import io.trueup.time.Span;

/**
 * The rhythm of a pipeline: time between true-ups, length of an epoch, time between heartbeats; for
 * how long true-ups add increments to a version before one recomputes everything; and how far back
 * an increment seeks the events that its own repeat; and from where on consumers are told of a
 * number that a true-up has corrected.
 */
public record Batch(
    Span schedule, Span epoch, Span heartbeat, Span full, Span horizon, Tolerance corrections) {}
