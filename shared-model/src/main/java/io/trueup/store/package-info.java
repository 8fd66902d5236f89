/** What is stored: the layout of every item and object, and its bytes. */
@NullMarked
package io.trueup.store;

import org.jspecify.annotations.NullMarked;
