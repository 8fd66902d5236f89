/** When: spans of time, epochs of arrival and buckets of event time. */
@NullMarked
package io.trueup.time;

import org.jspecify.annotations.NullMarked;
