/** The demo in an AWS account: what it costs, whether it may, and what it leaves behind. */
@NullMarked
package io.trueup.demo.aws;

import org.jspecify.annotations.NullMarked;
