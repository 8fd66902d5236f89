package io.trueup.aggregate;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a segment holds of a cell: its state, to be merged with others, and its numbers by name, all
 * of them exact, to be shown when there is nothing to merge.
 */
public record Recomputed(State state, Map<String, @Nullable Object> values) {}
