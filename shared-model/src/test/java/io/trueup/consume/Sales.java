package io.trueup.consume;

import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Sales in the order of a shard. */
final class Sales {

  /** When the first one arrives, in milliseconds. */
  static final long START = 1_700_000_003_000L;

  private static final List<Optional<String>> CATEGORIES =
      List.of(
          Optional.empty(),
          Optional.of(""),
          Optional.of("toys"),
          Optional.of("|"),
          Optional.of("😀"));

  private Sales() {}

  /**
   * Of all sorts, over few cells and some epochs; arrival times step back now and then, and many a
   * sale comes again, within the window and beyond.
   */
  static List<Sale> any(Random random, int count) {
    List<Sale> sales = new ArrayList<>();
    long sequence = random.nextInt(1_000);
    long arrived = START;
    for (int i = 0; i < count; i++) {
      boolean aggregated = i > 0 && random.nextInt(4) == 0;
      long index = aggregated ? sales.get(i - 1).position().index() + 1 : 0;
      sequence += aggregated ? 0 : 1 + random.nextInt(50);
      arrived += random.nextInt(1_500) - 300;
      sales.add(
          new Sale(
              new Position("4954" + sequence, index),
              arrived,
              random.nextInt(3) > 0 ? Sale.Sort.GOOD : any(random, Sale.Sort.values()),
              CATEGORIES.get(random.nextInt(CATEGORIES.size())),
              random.nextInt(5),
              arrived - random.nextInt(900_000),
              random.nextInt(3) > 0 ? i : Math.max(0, i - random.nextInt(20))));
    }
    return sales;
  }

  /** Good ones of one cell, ten milliseconds apart. */
  static List<Sale> alike(int count) {
    List<Sale> sales = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sales.add(Sale.good(1 + i, START + 10L * i, "toys", 2));
    }
    return sales;
  }

  static List<StreamRecord> records(List<Sale> sales) {
    return sales.stream().map(Sale::record).toList();
  }

  private static <T> T any(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }
}
