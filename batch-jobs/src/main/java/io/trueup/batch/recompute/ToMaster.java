package io.trueup.batch.recompute;

import com.google.common.collect.Iterators;
import io.trueup.batch.master.Addition;
import io.trueup.batch.master.Edition;
import io.trueup.batch.master.EpochRange;
import io.trueup.batch.master.Held;
import io.trueup.batch.master.Row;
import io.trueup.event.Intake;
import io.trueup.event.StreamRecord;
import io.trueup.store.ArchiveLine;
import io.trueup.store.Gap;
import io.trueup.store.ShardEpoch;
import io.trueup.store.Tally;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What of a checked archive goes into the master dataset: the records of an addition, each once, as
 * the definition took them that the ledger had counted them by.
 */
record ToMaster(Addition addition, Checked checked, Map<ShardEpoch, Tally> ledger) {

  /**
   * What an edition lacks of the epochs before a cut: but nothing of a (shard, epoch) of which the
   * archive lacks any.
   */
  static ToMaster of(Edition edition, long cut, Checked checked, Map<ShardEpoch, Tally> ledger) {
    EpochRange fresh = new EpochRange(edition.cut(), cut);
    Set<ShardEpoch> lacking = checked.gaps().stream().map(Gap::at).collect(Collectors.toSet());
    Set<ShardEpoch> healed = new HashSet<>(edition.gaps());
    healed.removeAll(lacking);
    healed.retainAll(ledger.keySet());
    lacking.removeIf(at -> !fresh.contains(at.epoch()));
    return new ToMaster(new Addition(fresh, lacking, healed), checked, ledger);
  }

  /** What the ledger has of them. */
  Set<Held> expected() {
    return ledger.entrySet().stream()
        .filter(each -> addition.contains(each.getKey()))
        .filter(each -> each.getValue().count(Tally.RECEIVED) > 0)
        .map(each -> held(each.getKey(), Totals.of(each.getValue())))
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

  /** The place of a row; two of one place are one record. */
  static String place(Row row) {
    return row.position() + "|" + row.shard();
  }

  /** Of two rows of one place the one that {@link Distinct} keeps, of the first object. */
  static Row first(Row one, Row other) {
    int order = Arrays.compareUnsigned(one.line().line(), other.line().line());
    order = order == 0 ? one.object().compareTo(other.object()) : order;
    return order <= 0 ? one : other;
  }
}
