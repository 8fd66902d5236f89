/** From a file of flights to records in the stream. */
@NullMarked
package io.trueup.demo.send;

import org.jspecify.annotations.NullMarked;
