/** What is measured: the pipeline folder, read into records that both layers share. */
@NullMarked
package io.trueup.definition;

import org.jspecify.annotations.NullMarked;
