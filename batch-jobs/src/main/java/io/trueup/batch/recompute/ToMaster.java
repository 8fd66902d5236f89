package io.trueup.batch.recompute;

import com.google.common.collect.Iterators;
import io.trueup.batch.master.Compaction;
import io.trueup.batch.master.EpochRange;
import io.trueup.batch.master.Held;
import io.trueup.batch.master.Row;
import io.trueup.event.Intake;
import io.trueup.event.StreamRecord;
import io.trueup.store.ArchiveLine;
import io.trueup.store.Gap;
import io.trueup.store.Tally;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What of a checked archive goes into the master dataset: the records of some epochs, each once, as
 * the definition took them that the ledger had counted them by.
 */
record ToMaster(EpochRange epochs, Checked checked, Map<ShardEpoch, Tally> ledger) {

  /** The compaction of a try of that name. */
  Compaction compaction(String name, SparkEngine engine, DefinitionBytes definitions) {
    return new Compaction(
        name, epochs, engine.rows(checked.source(), epochs, definitions), expected());
  }

  /** What the ledger has; of a gap, what was found and is accepted. */
  Set<Held> expected() {
    Map<ShardEpoch, Totals> totals = new HashMap<>();
    ledger.forEach((at, tally) -> totals.put(at, Totals.of(tally)));
    for (Gap gap : checked.gaps()) {
      totals.put(new ShardEpoch(gap.shard(), gap.epoch()), new Totals(gap.found(), gap.digest()));
    }
    return totals.entrySet().stream()
        .filter(each -> epochs.contains(each.getKey().epoch()))
        .filter(each -> each.getValue().received() > 0)
        .map(each -> held(each.getKey(), each.getValue()))
        .collect(Collectors.toSet());
  }

  private static Held held(ShardEpoch at, Totals totals) {
    return new Held(at.shard(), at.epoch(), totals.received(), totals.digest());
  }

  /** The rows of those lines of objects that are wanted. */
  static Iterator<Row> rows(
      Archive archive,
      Iterator<String> objects,
      Predicate<ShardEpoch> wanted,
      DefinitionBytes definitions) {
    return Iterators.concat(
        Iterators.transform(
            objects,
            object ->
                Iterators.transform(
                    archive.lines(Iterators.singletonIterator(object), wanted),
                    line -> row(line, object, definitions))));
  }

  private static Row row(ArchiveLine line, String object, DefinitionBytes definitions) {
    Definition counting = definitions.counting(new ShardEpoch(line.shard(), line.epoch()));
    StreamRecord record = new StreamRecord(line.position(), line.arrival(), line.data());
    Intake intake = counting.events().read(record, line.arrival());
    return Row.of(line, object, intake, counting.pipeline().fingerprint());
  }

  /** Of two rows of one place the one that {@link Distinct} keeps, of the first object. */
  static Row first(Row one, Row other) {
    int order = Arrays.compareUnsigned(one.line().line(), other.line().line());
    order = order == 0 ? one.object().compareTo(other.object()) : order;
    return order <= 0 ? one : other;
  }
}
