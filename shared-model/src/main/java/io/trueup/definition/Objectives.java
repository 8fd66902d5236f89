package io.trueup.definition;

import io.trueup.time.Span;
import java.math.BigDecimal;

/** What is promised: time from event to answer, and the share of numbers that may differ. */
public record Objectives(Span freshness, BigDecimal divergence) {}
