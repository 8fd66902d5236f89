package io.trueup.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.definition.Folders;
import io.trueup.definition.Pipeline;
import io.trueup.definition.View;
import io.trueup.time.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

class ComparedTest {

  private static final Span SIZE = Span.parse("1h");
  private static final int MOST = 5;
  private static final Pipeline CHANGED =
      Orders.pipeline("max_ahead: 10m, window: 4s", "items > 2");

  @Property(tries = 30, shrinking = ShrinkingMode.OFF)
  void of_anyHistory_countsWhatDiffersAndTellsTheWorst(@ForAll long seed) {
    Orders orders = Orders.of(seed).consumed();
    try (Recorded recorded =
        orders
            .recording(what -> false)
            .read(Optional.empty(), Optional.empty(), List.of(Orders.DEPLOYED, CHANGED))) {
      Viewed before = viewed(recorded, Orders.DEPLOYED);
      Viewed after = viewed(recorded, CHANGED);

      Compared compared = Compared.of(before, after, SIZE, MOST);

      Map<String, List<Long>> ours = rows(before);
      Map<String, List<Long>> theirs = rows(after);
      Set<String> all = new HashSet<>(ours.keySet());
      all.addAll(theirs.keySet());
      List<Double> shares = new ArrayList<>();
      long differing = 0;
      for (String place : all) {
        List<Long> one = ours.get(place);
        List<Long> other = theirs.get(place);
        if (one == null || other == null) {
          differing++;
          shares.add(1.0);
        } else if (!one.equals(other)) {
          differing++;
          for (int i = 0; i < 2; i++) {
            long least = Math.min(one.get(i), other.get(i));
            long most = Math.max(one.get(i), other.get(i));
            shares.addAll(least == most ? List.of() : List.of((most - least) / (double) most));
          }
        }
      }
      shares.sort(java.util.Comparator.reverseOrder());
      assertThat(compared.cells()).as("seed %d", seed).isEqualTo(all.size());
      assertThat(compared.differing()).as("seed %d", seed).isEqualTo(differing).isPositive();
      assertThat(compared.worst().stream().map(ComparedTest::share))
          .as("seed %d", seed)
          .isEqualTo(shares.subList(0, Math.min(MOST, shares.size())));
      assertThat(Compared.of(before, before, SIZE, MOST).differing()).isZero();
    }
  }

  @Test
  void of_sameLogicOverMoreThanASketchKeeps_differsNowhere() {
    Orders orders = Orders.of(7, 1_500).consumed();
    Pipeline deployed =
        sketching("amount_p50: \"quantile(amount, 0.5)\", best: \"top(2, amount)\"");
    Pipeline other = sketching("best: \"top(2, amount)\", amount_p50: \"quantile(amount, 0.5)\"");
    try (Recorded recorded =
        orders
            .recording(what -> false)
            .read(Optional.empty(), Optional.empty(), List.of(deployed, other))) {
      Viewed before = recorded.view(deployed, deployed.views().get(0), any -> true);
      long cells = Compared.of(before, before, SIZE, MOST).cells();
      Set<Object> drawn = new HashSet<>();
      // Where the lot falls alike in every cell, nothing is shown yet.
      for (int i = 0; i < 100 && drawn.size() <= cells; i++) {
        Viewed after = recorded.view(other, other.views().get(0), any -> true);
        after.rows(SIZE, cell -> drawn.add(List.of(cell.row().bucket(), cell.row().values())));
        Compared compared = Compared.of(before, after, SIZE, MOST);
        assertThat(compared.cells()).isPositive();
        assertThat(compared.worst()).isEmpty();
      }
      assertThat(drawn).as("numbers that the lot decides").hasSizeGreaterThan((int) cells);
    }
  }

  private static Pipeline sketching(String measures) {
    return Folders.pipeline(
        Folders.orders(
            """
            pipeline: orders
            events:
              order: { schema: order.avsc, id: id, time: at, key: item.category }
            views:
              all:
                from: order
                by: []
                every: { 1h: forever }
                measures: { %s }
            batch: { epoch: 5s }
            """
                .formatted(measures)));
  }

  private static Viewed viewed(Recorded recorded, Pipeline by) {
    View view =
        by.views().stream().filter(it -> it.name().equals("orders")).findAny().orElseThrow();
    return recorded.view(by, view, any -> true);
  }

  private static Map<String, List<Long>> rows(Viewed viewed) {
    Map<String, List<Long>> rows = new TreeMap<>();
    viewed.rows(
        SIZE,
        cell ->
            rows.put(
                cell.key().text() + cell.row().bucket(),
                cell.row().values().values().stream()
                    .map(it -> Long.parseLong(String.valueOf(it)))
                    .toList()));
    return rows;
  }

  private static double share(Compared.Apart apart) {
    if (apart.before() == null || apart.after() == null) {
      return 1.0;
    }
    double one = Double.parseDouble(apart.before().toString());
    double other = Double.parseDouble(apart.after().toString());
    return Math.abs(one - other) / Math.max(one, other);
  }
}
