package io.trueup.batch.recompute;

import io.trueup.port.Objects;
import io.trueup.store.ArchiveLine;
import io.trueup.store.ArchiveLines;
import io.trueup.store.Flaw;
import io.trueup.store.ShardEpoch;
import io.trueup.time.Epochs;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The manifest of one archive object: the totals of its records that a recompute reads, and its
 * flaw, if it has one.
 */
record ObjectTotals(String object, Map<ShardEpoch, Totals> totals, List<Flaw> flaws)
    implements Serializable {

  ObjectTotals {
    totals = Map.copyOf(totals);
    flaws = List.copyOf(flaws);
  }

  static ObjectTotals read(
      Objects archive, String object, Epochs epochs, Predicate<ShardEpoch> reads) {
    Map<ShardEpoch, Totals> totals = new HashMap<>();
    try (ArchiveLines lines = new ArchiveLines(object, archive.read(object), epochs)) {
      for (Optional<ArchiveLine> line = lines.next(); line.isPresent(); line = lines.next()) {
        ArchiveLine each = line.get();
        ShardEpoch at = new ShardEpoch(each.shard(), each.epoch());
        if (reads.test(at)) {
          totals.merge(at, Totals.of(each), Totals::plus);
        }
      }
      return new ObjectTotals(object, totals, lines.flaw().stream().toList());
    }
  }
}
