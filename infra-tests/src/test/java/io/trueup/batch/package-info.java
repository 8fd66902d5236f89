/** The Spark job's jar as a cluster runs it. */
@NullMarked
package io.trueup.batch;

import org.jspecify.annotations.NullMarked;
