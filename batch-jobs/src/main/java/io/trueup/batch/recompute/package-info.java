/**
 * The recompute: all events below a cut, from the archive into a new segment.
 *
 * <p>What it costs: distinct, quantile and top are computed exactly, from a census of all values of
 * each field that they read, per cell and bucket size. A task gives its censuses on when they have
 * 200,000 values; Spark spills what is shuffled. But the cells of one strip, which is one key and
 * up to 288 buckets, are put together in memory: some 100 bytes for each different value in each
 * bucket. So a day of one key with 10 million different values takes a task about a gigabyte. A
 * quantile of a field with few different values, or a top of one, costs next to nothing.
 */
@NullMarked
package io.trueup.batch.recompute;

import org.jspecify.annotations.NullMarked;
