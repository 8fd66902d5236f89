/** The demo: real flights through the whole way, each answer checked against an oracle. */
@NullMarked
package io.trueup.demo;

import org.jspecify.annotations.NullMarked;
