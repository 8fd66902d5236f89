package io.trueup.consume;

import io.trueup.store.InForce;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Rule 12, live: whatever workers know of a change and whenever, each definition has every record
 * once, from the epoch on from which all entries name it, and its window.
 */
class ChangedDefinitionTest {

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void consume_changeAnywhereAmongStaleWorkers_eachDefinitionEqualsOracle(@ForAll long seed) {
    Random random = new Random(seed);
    Change change = new Change();
    List<Sale> sales = Sales.any(random, 80);
    List<InForce> known = new ArrayList<>(List.of(change.inForce()));
    int at = random.nextInt(60);
    int next = 0;
    while (next < sales.size()) {
      if (next >= at && known.size() == 1) {
        known.add(change.come(sales.get(next).arrived()));
      }
      int to = Math.min(sales.size(), next + 1 + random.nextInt(12));
      int again = Math.max(0, next - random.nextInt(5));
      int ahead = random.nextInt(to - next + 1);
      List<Sale> batch = sales.subList(again, to);
      List<Sale> others = sales.subList(again, next + ahead);
      // Another worker, which may know more or less, comes between two writes of this one.
      Meanwhile meanwhile =
          new Meanwhile(
              random.nextInt(12),
              () -> change.consume(any(known, random), change.deployment.hot, others));
      Progress progress =
          change.consume(
              any(known, random), new HookedTable(change.deployment.hot, meanwhile), batch);
      next = progress instanceof Progress.Stopped stopped ? again + indexOf(batch, stopped) : to;
    }
    Change.BOTH.forEach(each -> change.assertFilled(each, sales, "seed " + seed));
  }

  private static InForce any(List<InForce> known, Random random) {
    return known.get(random.nextInt(known.size()));
  }

  private static int indexOf(List<Sale> batch, Progress.Stopped stopped) {
    return batch.stream().map(Sale::position).toList().indexOf(stopped.next());
  }
}
