/** Tests of the command line, run in-process. */
@NullMarked
package io.trueup.cli;

import org.jspecify.annotations.NullMarked;
