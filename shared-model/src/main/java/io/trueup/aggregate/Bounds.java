package io.trueup.aggregate;

/** Between which two numbers, both included, the one that a sketch estimates lies. */
public record Bounds(Object low, Object high) {}
