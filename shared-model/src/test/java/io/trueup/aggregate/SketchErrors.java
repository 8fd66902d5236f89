package io.trueup.aggregate;

import io.trueup.definition.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/** How far sketches are off in many random cells, and how often beyond the bounds that they say. */
public final class SketchErrors {

  private static final Origin ANY = new Origin(0, "");
  private static final int SINGLY = 50;

  private SketchErrors() {}

  /**
   * What was observed of a sketch: in how many of the cells it said another number than the exact
   * one, in how many the exact one was out of bounds, and the largest error in percent: of the
   * number, of a quantile of the rank, of a top's counts of all values.
   */
  public record Observed(
      String sketch, int cells, int estimated, int outside, double largestPercent) {}

  public static Observed distinct(int cells, SplittableRandom random) {
    Distinct sketch = new Distinct();
    Running running = new Running(sketch.id());
    for (int i = 0; i < cells; i++) {
      List<Object> values = values(random);
      var state = state(sketch, Kind.LONG, values, random);
      long exact = values.stream().distinct().count();
      long said = (Long) sketch.value(state);
      Bounds bounds = sketch.bounds(state);
      running.add(
          said != exact,
          exact < (Long) bounds.low() || exact > (Long) bounds.high(),
          Math.abs(said - exact) * 100.0 / exact);
    }
    return running.observed();
  }

  public static Observed quantile(int cells, BigDecimal share, SplittableRandom random) {
    Quantile sketch = new Quantile(Kind.LONG, share);
    Running running = new Running(sketch.id());
    for (int i = 0; i < cells; i++) {
      List<Object> values = values(random);
      var state = state(sketch, Kind.LONG, values, random);
      List<Long> sorted = values.stream().map(value -> (Long) value).sorted().toList();
      double rank = share.doubleValue() * sorted.size();
      long exact = sorted.get((int) Math.ceil(rank - 1e-9) - 1);
      long said = (Long) Objects.requireNonNull(sketch.value(state));
      Bounds bounds = Objects.requireNonNull(sketch.bounds(state));
      long below = sorted.stream().filter(value -> value < said).count();
      long upTo = sorted.stream().filter(value -> value <= said).count();
      double off = Math.max(0, Math.max(below + 1 - Math.ceil(rank), Math.ceil(rank) - upTo));
      running.add(
          said != exact,
          exact < (Long) bounds.low() || exact > (Long) bounds.high(),
          off * 100 / sorted.size());
    }
    return running.observed();
  }

  public static Observed top(int cells, int limit, SplittableRandom random) {
    Top sketch = new Top(Kind.LONG, limit);
    Running running = new Running(sketch.id());
    for (int i = 0; i < cells; i++) {
      List<Object> values = values(random);
      Census census = census(Kind.LONG, values);
      var state = state(sketch, Kind.LONG, values, random);
      boolean outside = false;
      long off = 0;
      for (Object each : (List<?>) sketch.value(state)) {
        Frequent said = (Frequent) each;
        long exact = census.counts().getOrDefault(said.value(), 0L);
        outside |= exact < said.low() || exact > said.high();
        off = Math.max(off, Math.abs(exact - said.count()));
      }
      running.add(
          !sketch.value(state).equals(sketch.exact(census)), outside, off * 100.0 / values.size());
    }
    return running.observed();
  }

  /** From 1 to 30,000 values, most of them spread out or most of them alike. */
  private static List<Object> values(SplittableRandom random) {
    int count = (int) Math.exp(random.nextDouble() * Math.log(30_000));
    boolean isSkewed = random.nextBoolean();
    long range = (long) Math.exp(random.nextDouble() * Math.log(100_000)) + 1;
    List<Object> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      double place = random.nextDouble();
      values.add((long) (range * (isSkewed ? Math.pow(place, 4) : place)));
    }
    return values;
  }

  /** As deltas and segments come to it: several sketches merged, and values one by one. */
  private static <S> S state(
      Sketch<S> sketch, Kind kind, List<Object> values, SplittableRandom random) {
    S state = sketch.empty();
    int from = 0;
    while (from < values.size()) {
      int to = Math.min(values.size(), from + 1 + random.nextInt(5_000));
      int alone = Math.min(to, from + SINGLY);
      for (Object value : values.subList(from, alone)) {
        state = sketch.add(state, value, ANY);
      }
      state = sketch.merge(state, sketch.condense(census(kind, values.subList(alone, to))));
      from = to;
    }
    return state;
  }

  private static Census census(Kind kind, List<Object> values) {
    Census census = new Census(kind);
    values.forEach(census::add);
    return census;
  }

  /** What is observed so far. */
  private static final class Running {
    private final String sketch;
    private int cells;
    private int estimated;
    private int outside;
    private double largestPercent;

    Running(String sketch) {
      this.sketch = sketch;
    }

    void add(boolean isEstimated, boolean isOutside, double percent) {
      cells++;
      estimated += isEstimated ? 1 : 0;
      outside += isOutside ? 1 : 0;
      largestPercent = Math.max(largestPercent, percent);
    }

    Observed observed() {
      return new Observed(sketch, cells, estimated, outside, largestPercent);
    }
  }
}
