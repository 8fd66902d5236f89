/** What those who listen are told of a swap of the pointer. */
@NullMarked
package io.trueup.notice;

import org.jspecify.annotations.NullMarked;
