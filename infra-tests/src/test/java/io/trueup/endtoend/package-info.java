/** The whole of Trueup, deployed by CDK on LocalStack, held to an oracle. */
@NullMarked
package io.trueup.endtoend;

import org.jspecify.annotations.NullMarked;
