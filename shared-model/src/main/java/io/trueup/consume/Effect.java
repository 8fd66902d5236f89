package io.trueup.consume;

import io.trueup.store.Tenure;
import java.util.List;

/**
 * What a layer does with records, before its ledger says that they are done. Records come in the
 * order of their shard. The same ones may come again, also in other groups, also while an older
 * attempt is still writing: carrying them out again must change nothing that counts.
 */
public interface Effect {

  /** Carries out all of the records, or fails. */
  void apply(String shard, List<Taken> records);

  /**
   * How records that repeat another by a definition are found before they are carried out; by
   * default not at all.
   */
  default Repeats repeats(Tenure definition) {
    return Repeats.unsought();
  }
}
