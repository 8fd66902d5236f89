package io.trueup.trueup;

import io.trueup.port.Table;
import io.trueup.store.Heads;
import io.trueup.store.InForce;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import io.trueup.store.Library;
import io.trueup.store.Pointer;
import io.trueup.store.ShardMap;
import io.trueup.store.Tenure;
import java.util.OptionalLong;

/**
 * Which definition the next version is of: the one deployed, as soon as its live numbers are whole
 * from the cut on; until then the one that is served.
 */
record Succession(Table control, Library library, InForce inForce) {

  /** The definition of a version up to a cut, where one is deployed and a pointer swapped from. */
  Tenure next(String deployed, Pointer pointer, long cut) {
    Tenure wanted =
        inForce
            .open(deployed)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "definition %s is not in force, expected it to be since this run began"
                            .formatted(deployed)));
    if (inForce.isNamed(wanted, pointer) || isWholeFrom(cut, wanted)) {
      return wanted;
    }
    return inForce
        .serving(pointer)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the definition of %s is not in force, expected it to be".formatted(pointer)));
  }

  private boolean isWholeFrom(long cut, Tenure tenure) {
    OptionalLong filled = filledFrom(tenure);
    return filled.isPresent() && filled.getAsLong() + windowEpochs(tenure) <= cut;
  }

  /**
   * The first epoch from which on every record is taken by a definition; empty while that can't be
   * known. Once the heads name it, which are read first, so do all entries to come: who enters
   * behind such a head has read what is in force after it, and who has not heard of the definition
   * finds that entry in the way.
   */
  private OptionalLong filledFrom(Tenure tenure) {
    ShardMap map = ShardMap.read(control);
    Ledger speed = new Ledger(control, Layer.SPEED);
    if (!Heads.read(map, speed).areAll(head -> isBy(tenure, head))) {
      return OptionalLong.empty();
    }
    long filled = tenure.from();
    for (String shard : map.shards().keySet()) {
      for (LedgerEntry entry : speed.entries(shard, tenure.from(), Ledger.END)) {
        filled = isBy(tenure, entry) ? filled : Math.max(filled, entry.epoch() + 1);
      }
    }
    return OptionalLong.of(filled);
  }

  private boolean isBy(Tenure tenure, LedgerEntry entry) {
    return entry.epoch() >= tenure.from()
        && inForce.of(entry.definitions()).stream()
            .anyMatch(it -> it.fingerprint().equals(tenure.fingerprint()));
  }

  /**
   * How far a definition looks back for repeats. Its log of ids begins where it is filled: a repeat
   * of a record from before would count.
   */
  private long windowEpochs(Tenure tenure) {
    long window = library.load(tenure).longestWindow();
    long length = inForce.epoch().millis();
    return (window + length - 1) / length;
  }
}
