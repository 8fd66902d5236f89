package io.trueup.batch.recompute;

import io.trueup.batch.master.Addition;
import io.trueup.batch.master.Compacted;
import io.trueup.batch.master.Edition;
import io.trueup.batch.master.EpochRange;
import io.trueup.batch.master.Held;
import io.trueup.batch.master.Row;
import io.trueup.store.ArchiveLine;
import java.util.List;
import java.util.Set;

/**
 * A master dataset without Spark, for a recompute on one thread: of it is asked what is asked of
 * {@link io.trueup.batch.master.Master}.
 */
public interface SmallMaster {

  /** The newest edition. */
  Edition main();

  /** The lines of epochs that an edition holds. */
  List<ArchiveLine> lines(Edition edition, EpochRange range);

  /** Adds rows that are all of what is expected of an addition, or nothing. */
  Compacted compact(Addition addition, List<Row> rows, Set<Held> expected);
}
