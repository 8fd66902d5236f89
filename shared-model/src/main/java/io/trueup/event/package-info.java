/**
 * What happened: records as Kinesis delivers them, events as a schema reads them, and why one is
 * rejected.
 */
@NullMarked
package io.trueup.event;

import org.jspecify.annotations.NullMarked;
