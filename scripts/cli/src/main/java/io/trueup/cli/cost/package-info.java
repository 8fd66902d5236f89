/** What events cost in AWS, and the one place where its prices stand. */
@NullMarked
package io.trueup.cli.cost;

import org.jspecify.annotations.NullMarked;
