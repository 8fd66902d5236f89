/** The deployment: settings in, two CloudFormation stacks out. */
@NullMarked
package io.trueup.cdk;

import org.jspecify.annotations.NullMarked;
