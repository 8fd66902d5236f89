/** What a person types: {@code scripts/trueup} and its subcommands. */
@NullMarked
package io.trueup.cli;

import org.jspecify.annotations.NullMarked;
