/**
 * What the outside does: tables, objects, streams and shards, each as the least that the protocol
 * needs.
 */
@NullMarked
package io.trueup.port;

import org.jspecify.annotations.NullMarked;
