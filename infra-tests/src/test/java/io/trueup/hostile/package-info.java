/** Records that producers should not send: what ledgers, archive and answers make of each. */
@NullMarked
package io.trueup.hostile;

import org.jspecify.annotations.NullMarked;
