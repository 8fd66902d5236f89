package io.trueup.batch.recompute;

import io.trueup.port.Imports;
import io.trueup.port.Objects;
import io.trueup.port.Replay;
import io.trueup.port.Table;
import io.trueup.port.Tables;
import java.io.Serializable;
import java.util.Optional;

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

  /** How tables are made of a bucket's objects, where they can be. */
  default Optional<Imports> imports(String bucket) {
    return Optional.empty();
  }
}
