/** What the API answers, what the input says, and where the two differ. */
@NullMarked
package io.trueup.demo.check;

import org.jspecify.annotations.NullMarked;
