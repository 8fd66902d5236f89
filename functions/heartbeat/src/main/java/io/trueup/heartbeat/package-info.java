/** The heartbeat functions: a numbered beat on every open shard, several times a minute. */
@NullMarked
package io.trueup.heartbeat;

import org.jspecify.annotations.NullMarked;
