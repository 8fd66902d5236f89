package io.trueup.aggregate;

/**
 * A frequent value and how often it occurs: at least {@code low} and at most {@code high} times.
 */
public record Frequent(Object value, long count, long low, long high) {}
