@NullMarked
package io.trueup.faults;

import org.jspecify.annotations.NullMarked;
