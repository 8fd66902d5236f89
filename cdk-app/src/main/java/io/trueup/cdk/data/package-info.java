/** The data stack: what is kept when the code changes. */
@NullMarked
package io.trueup.cdk.data;

import org.jspecify.annotations.NullMarked;
