package io.trueup.batch.recompute;

import io.trueup.store.Gap;
import io.trueup.store.ShardEpoch;
import io.trueup.store.Tally;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An archive that was held against its ledger: where they differ, and how many of its records stand
 * there more than once.
 */
record Checked(Source source, List<Gap> gaps, long duplicates) {

  /**
   * Holds the objects that are whole against the ledger, both from an epoch on and as far as an
   * edition does not hold their records; {@code steps} tells of what it takes.
   */
  static Checked of(
      Manifest manifest,
      Map<ShardEpoch, Tally> ledger,
      Archive archive,
      Engine engine,
      Steps steps) {
    Manifest whole = manifest.whole();
    Map<ShardEpoch, Totals> expected = new HashMap<>();
    ledger.forEach(
        (at, tally) -> {
          if (!archive.edition().holds(at)) {
            expected.put(at, Totals.of(tally));
          }
        });
    Map<ShardEpoch, Totals> found = whole.totals();
    Gate gate = Gate.compare(found, expected);
    Raw raw = Raw.of(archive.reach().sought(), gate.differing(), archive.edition());
    Source source = Source.of(whole, raw, ledger);
    if (gate.differing().isEmpty()) {
      return new Checked(source, List.of(), 0);
    }
    Map<ShardEpoch, Totals> once =
        steps.step(
            "duplicates",
            () -> engine.once(source),
            t -> Manifest.records(t.values()) + " once in " + gate.differing().size() + " epochs");
    found.keySet().retainAll(gate.differing());
    return new Checked(
        source,
        gate.settle(once, expected),
        Manifest.records(found.values()) - Manifest.records(once.values()));
  }
}
