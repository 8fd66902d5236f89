/**
 * History sent through the stream: what is chosen of it, what it costs, and how it is throttled.
 */
@NullMarked
package io.trueup.cli.backfill;

import org.jspecify.annotations.NullMarked;
