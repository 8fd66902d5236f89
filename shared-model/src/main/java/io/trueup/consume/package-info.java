/** One consumer per shard, in order: heads, epochs, ledgers and deltas. */
@NullMarked
package io.trueup.consume;

import org.jspecify.annotations.NullMarked;
