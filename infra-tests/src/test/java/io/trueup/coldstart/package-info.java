/**
 * The functions' jars as Lambda starts them, each in a process of its own: what they answer, and
 * how long they take to.
 */
@NullMarked
package io.trueup.coldstart;

import org.jspecify.annotations.NullMarked;
