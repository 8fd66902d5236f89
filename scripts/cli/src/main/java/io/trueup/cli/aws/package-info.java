/** A deployment in an AWS account or on LocalStack, as its users reach it. */
@NullMarked
package io.trueup.cli.aws;

import org.jspecify.annotations.NullMarked;
