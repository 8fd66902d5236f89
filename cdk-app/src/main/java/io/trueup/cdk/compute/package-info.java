/** The compute stack: what is replaced when the code changes. */
@NullMarked
package io.trueup.cdk.compute;

import org.jspecify.annotations.NullMarked;
