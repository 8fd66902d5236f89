/** The AWS side of the ports, and what every function reads from its surroundings. */
@NullMarked
package io.trueup.aws;

import org.jspecify.annotations.NullMarked;
