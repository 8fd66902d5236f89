/** From a sample of events to a pipeline folder: schemas, identity, views. */
@NullMarked
package io.trueup.cli.infer;

import org.jspecify.annotations.NullMarked;
