package io.trueup.replay;

/**
 * A stretch that both ledgers do not agree on yet, though nothing is known to lack: what is made of
 * it rests on the archive's own ledger; {@code detail} says why, for people.
 */
public record Unchecked(Stretch stretch, String detail) {}
