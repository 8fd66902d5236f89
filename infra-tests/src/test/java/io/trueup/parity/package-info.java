/**
 * Recorded input through both layers: the cells that the speed code comes to, and those of Spark,
 * are the same. The recordings are archive lines of three shards: {@code flights.jsonl} has all
 * flights of five airports on the first morning of 2001 (vega-datasets, flights-3m), {@code
 * payments.jsonl} payments, refunds and payouts that were made up; each beside repeats, late and
 * malformed events, odd keys, heartbeats and records that a producer aggregated.
 */
@NullMarked
package io.trueup.parity;

import org.jspecify.annotations.NullMarked;
