/** From events to records in the stream, as a producer sends them. */
@NullMarked
package io.trueup.cli.send;

import org.jspecify.annotations.NullMarked;
