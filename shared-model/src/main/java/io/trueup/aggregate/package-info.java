/** How values become numbers: states that merge in any order, and their bytes. */
@NullMarked
package io.trueup.aggregate;

import org.jspecify.annotations.NullMarked;
