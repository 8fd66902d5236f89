/** What the templates must hold, whatever builds them. */
@NullMarked
package io.trueup.cdk;

import org.jspecify.annotations.NullMarked;
