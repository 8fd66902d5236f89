package io.trueup.batch.recompute;

/** All parts of one key. */
record Group(String key, Iterable<byte[]> parts) {}
