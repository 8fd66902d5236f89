package io.trueup.batch.recompute;

import io.trueup.batch.master.Compacted;
import io.trueup.batch.master.Tidied;
import io.trueup.store.ShardEpoch;
import io.trueup.store.Tally;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Carries out the steps of one recompute that grow with the archive. For one thread. */
interface Engine {

  /** Reads objects of the archive through. */
  Manifest manifest(List<String> objects);

  /** The totals of a source's doubled (shard, epoch)s, each position once. */
  Map<ShardEpoch, Totals> once(Source source);

  /** Whether there is a master dataset that what is new can be added to. */
  boolean compacts();

  /** Adds to the master dataset, under the name of a try. */
  Compacted compact(ToMaster what, String name, DefinitionBytes definitions);

  /** Keeps the master dataset small, as of a time. */
  Tidied tidy(Instant now);

  /** The records of a source, each once, as definitions read them. */
  Records records(Source source, DefinitionBytes definitions);

  /** What is computed of all records. */
  interface Records {

    /** Finds those that repeat another. */
    Repeats repeats();

    /** Compares those of recent epochs with hot deltas. */
    Compared compared(Comparing comparing, Repeats repeats);

    /** Computes the parts of all others, and groups them. */
    Grouped grouped(Repeats repeats);
  }

  /** All parts of a recompute by their keys. */
  interface Grouped {

    Map<ShardEpoch, Tally> tallies();

    /** Writes every strip into a segment, within a budget. */
    Loading.Loaded load(String segment, Budget budget);

    /** Writes every strip, and the directory, into objects that a segment is imported of. */
    Loading.Loaded export(Exporting exporting);
  }
}
