package io.trueup.definition;

import io.trueup.time.Span;
import java.util.Optional;

/** A size of bucket and how long buckets of it are answered; no {@code keep} means forever. */
public record BucketSize(Span length, Optional<Span> keep) {}
