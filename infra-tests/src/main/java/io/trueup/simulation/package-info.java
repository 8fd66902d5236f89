/**
 * The deterministic simulation: the real code of both layers, the true-up and the API in a world of
 * models, under a scheduler that one seed decides, against an oracle that is a list and a loop.
 */
@NullMarked
package io.trueup.simulation;

import org.jspecify.annotations.NullMarked;
