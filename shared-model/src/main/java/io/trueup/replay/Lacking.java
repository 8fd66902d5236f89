package io.trueup.replay;

/**
 * A stretch that the archive has not wholly, so that what is made of it lacks something or counts
 * what nobody entered; {@code detail} says what was found, for people.
 */
public record Lacking(Stretch stretch, String detail) {}
