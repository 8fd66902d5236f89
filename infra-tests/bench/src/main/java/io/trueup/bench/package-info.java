/**
 * Comparisons of Trueup with others that do the same work: {@code scripts/bench}. One package for
 * each; here is what they share: contenders in processes of their own, and the table.
 */
@NullMarked
package io.trueup.bench;

import org.jspecify.annotations.NullMarked;
