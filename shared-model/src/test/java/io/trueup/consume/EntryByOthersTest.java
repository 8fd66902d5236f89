package io.trueup.consume;

import static io.trueup.consume.Change.BOTH;
import static io.trueup.consume.Change.CHANGED;
import static io.trueup.consume.Change.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.store.InForce;
import io.trueup.store.LedgerEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rule 12, live: what an epoch is taken by stands in its ledger entry. */
class EntryByOthersTest {

  private static final List<String> NAMES = List.of(FIRST.fingerprint(), CHANGED.fingerprint());

  private final Change change = new Change();
  private final InForce first = change.inForce();
  private final InForce both = change.come(0);

  @Test
  void consume_entryByOthers_stopsAndTheRecordsComeAgain() {
    List<Sale> sales = Sales.alike(6);
    // One that has heard of the change takes the first three, while one that has not takes all.
    Progress progress = change.consume(first, meanwhile(both, sales.subList(0, 3)), sales);
    assertThat(progress).isEqualTo(new Progress.Stopped(sales.get(0).position()));

    change.consume(first, change.deployment.hot, sales);

    assertThat(definitions()).containsExactly(NAMES);
    BOTH.forEach(each -> change.assertFilled(each, sales, "in order"));
  }

  /** The older epoch of the batch is entered, and stays; the younger one is another's. */
  @Test
  void consume_youngerEpochByOthers_stopsWithTheOlderEntered() {
    List<Sale> sales =
        List.of(
            Sale.good(1, Sales.START, "toys", 3),
            Sale.good(2, Sales.START + Deployment.EPOCH, "toys", 3),
            Sale.good(3, Sales.START + Deployment.EPOCH, "toys", 3));
    change.consume(first, change.deployment.hot, sales.subList(0, 1));

    Progress progress =
        change.consume(first, meanwhile(both, sales.subList(1, 2)), sales.subList(1, 3));

    assertThat(progress).isEqualTo(new Progress.Stopped(sales.get(1).position()));
    assertThat(definitions()).containsExactly(List.of(), NAMES);
    change.consume(first, change.deployment.hot, sales);
    BOTH.forEach(each -> change.assertFilled(each, sales, "in order"));
  }

  @Test
  void consume_epochBegunByTheFirstAlone_goesOnByItAndTheNextByBoth() {
    List<Sale> sales =
        List.of(
            Sale.good(1, Sales.START, "toys", 3),
            Sale.good(2, Sales.START + 1, "toys", 3),
            Sale.good(3, Sales.START + Deployment.EPOCH, "toys", 3));
    change.consume(first, change.deployment.hot, sales.subList(0, 1));

    change.consume(both, change.deployment.hot, sales.subList(1, 3));

    assertThat(definitions()).containsExactly(List.of(), NAMES);
    assertThat(change.deployment.entries(change.shard))
        .extracting(entry -> entry.tally().count("received"))
        .containsExactly(2L, 1L);
    BOTH.forEach(each -> change.assertFilled(each, sales, "in order"));
  }

  /** What one accepts another may not: each looks for repeats among its own. */
  @Test
  void consume_byBoth_logsIdsOfEachUnderItsOwnName() {
    change.consume(both, change.deployment.hot, Sales.alike(1));
    assertThat(change.deployment.hot.all())
        .extracting(item -> item.key().partition())
        .filteredOn(partition -> partition.startsWith("ids|"))
        .containsExactlyInAnyOrder(
            "ids|" + change.shard, "ids|" + CHANGED.fingerprint() + "|" + change.shard);
  }

  private HookedTable meanwhile(InForce known, List<Sale> sales) {
    return new HookedTable(
        change.deployment.hot,
        new Meanwhile(0, () -> change.consume(known, change.deployment.hot, sales)));
  }

  private List<List<String>> definitions() {
    return change.deployment.entries(change.shard).stream().map(LedgerEntry::definitions).toList();
  }
}
