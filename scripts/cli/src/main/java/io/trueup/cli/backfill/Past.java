package io.trueup.cli.backfill;

import io.trueup.event.Event;

/**
 * An event of the past that is to be sent: its bytes as they were, what they are to the definition,
 * and the number of its line, from 1, in what it comes from.
 */
public record Past(long line, byte[] data, Event event) {}
