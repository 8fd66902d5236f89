/** One answer: segments and deltas of one pointer, and the certificate that says what they are. */
@NullMarked
package io.trueup.merge;

import org.jspecify.annotations.NullMarked;
