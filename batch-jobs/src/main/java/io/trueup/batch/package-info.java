/** Where a Spark job is started from: an activity of a workflow, EMR Serverless, Glue. */
@NullMarked
package io.trueup.batch;

import org.jspecify.annotations.NullMarked;
