package io.trueup.batch.recompute;

import io.trueup.port.Objects;
import io.trueup.port.Replay;
import io.trueup.port.Table;
import io.trueup.port.Tables;
import java.io.Serializable;

/**
 * The world that a job works on, opened anew in each process that a copy of this reaches. Safe for
 * many threads.
 */
public interface Effects extends Serializable {

  Objects objects(String bucket);

  Table table(String name);

  /** What a stream still keeps. */
  Replay stream(String name);

  /** The tables that the job makes. */
  Tables segments();
}
