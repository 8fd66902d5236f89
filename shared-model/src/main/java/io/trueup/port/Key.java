package io.trueup.port;

/**
 * The key of an item: its partition and its place in it. Both are ordered by their UTF-8 bytes; a
 * partition has 1 to 2,048 of them, a sort key 1 to 1,024.
 */
public record Key(String partition, String sort) {}
