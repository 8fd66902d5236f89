/** A pipeline over a file, without AWS: what is counted, what is rejected, what it would cost. */
@NullMarked
package io.trueup.cli.trial;

import org.jspecify.annotations.NullMarked;
