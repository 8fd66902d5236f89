package io.trueup.batch.recompute;

/**
 * What is grouped by key: some states of a strip, under the text of its {@link StripKey}, or some
 * {@link Tallies}.
 */
record Part(String key, byte[] bytes) {}
