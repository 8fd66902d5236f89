package io.trueup.batch.master;

/** What a compaction came to. */
public sealed interface Compacted {

  /** The newest edition that is published, as far as it is known. */
  Edition main();

  /** The records were published with this edition. */
  record Published(Edition main) implements Compacted {}

  /** Nothing was to do: all below the cut is there. */
  record Already(Edition main) implements Compacted {}

  /** Another compaction published, or took over, meanwhile; nothing of this one is published. */
  record Outdone(Edition main, String why) implements Compacted {}
}
