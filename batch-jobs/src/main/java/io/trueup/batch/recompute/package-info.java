/** The recompute: all events below a cut, from the archive into a new segment. */
@NullMarked
package io.trueup.batch.recompute;

import org.jspecify.annotations.NullMarked;
