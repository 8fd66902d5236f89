/** What OpenLineage is told of the jobs: by which names, and where it is kept and sent. */
@NullMarked
package io.trueup.batch.lineage;

import org.jspecify.annotations.NullMarked;
