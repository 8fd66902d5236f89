/** The true-up's steps: choose a cut, settle what the recompute made, retire, roll back, resume. */
@NullMarked
package io.trueup.trueup;

import org.jspecify.annotations.NullMarked;
