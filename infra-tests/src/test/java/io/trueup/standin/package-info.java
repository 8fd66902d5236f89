/** AWS as far as our processes ask it, for tests and measurements that need no emulator. */
@NullMarked
package io.trueup.standin;

import org.jspecify.annotations.NullMarked;
