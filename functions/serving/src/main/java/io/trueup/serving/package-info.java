/** The serving function: one merged answer per query, with the certificate that says what it is. */
@NullMarked
package io.trueup.serving;

import org.jspecify.annotations.NullMarked;
