package io.trueup.definition;

import io.trueup.aggregate.Aggregator;
import java.util.Optional;

/**
 * One number of a view: its name, the field that it reads (none for {@code count()}), and the
 * aggregator that turns values into the number.
 */
public record Measure(String name, Optional<Field> field, Aggregator<?> aggregator) {}
