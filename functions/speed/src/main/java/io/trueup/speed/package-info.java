/** The speed function: every event in the hot views within seconds of its arrival. */
@NullMarked
package io.trueup.speed;

import org.jspecify.annotations.NullMarked;
