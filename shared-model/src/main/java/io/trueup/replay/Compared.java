package io.trueup.replay;

import com.google.common.collect.Comparators;
import com.google.common.collect.Sets;
import io.trueup.definition.Measure;
import io.trueup.definition.View;
import io.trueup.merge.Row;
import io.trueup.store.CellKey;
import io.trueup.time.Span;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How two views differ that were made of the same records: how many cells either has, how many of
 * them differ in a measure that both have, or stand in one alone, and the worst numbers of these.
 * Numbers differ by what they count, and estimates where their bounds have nothing in common.
 */
public record Compared(long cells, long differing, List<Apart> worst) {

  /** The first millisecond of a bucket of a key. */
  private record Place(CellKey key, long bucket) {}

  /**
   * A number that differs; of a cell that only one of the two has its first measure, with null for
   * the other.
   */
  public record Apart(
      CellKey key, long bucket, String measure, @Nullable Object before, @Nullable Object after) {

    /** By how much, as a share of the larger one; 1 where one of them is no number. */
    private BigDecimal share() {
      if (!(before instanceof Number) || !(after instanceof Number)) {
        return BigDecimal.ONE;
      }
      BigDecimal one = new BigDecimal(before.toString());
      BigDecimal other = new BigDecimal(after.toString());
      return one.subtract(other).abs().divide(one.abs().max(other.abs()), MathContext.DECIMAL64);
    }
  }

  private static final Comparator<Apart> LEAST_FIRST =
      Comparator.comparing(Apart::share)
          .thenComparing(apart -> apart.key().text(), Comparator.reverseOrder())
          .thenComparing(Apart::bucket, Comparator.reverseOrder())
          .thenComparing(Apart::measure, Comparator.reverseOrder());

  public Compared {
    worst = List.copyOf(worst);
  }

  /** The measures that two views have under one name, in the order of the first. */
  public static List<String> measures(View before, View after) {
    List<String> others = after.measures().stream().map(Measure::name).toList();
    return before.measures().stream().map(Measure::name).filter(others::contains).toList();
  }

  /** In a bucket size that both can be folded to, with so many numbers at most; holds all rows. */
  public static Compared of(Viewed before, Viewed after, Span size, int most) {
    List<String> measures = measures(before.view(), after.view());
    Map<Place, Row> ours = rows(before, size);
    Map<Place, Row> theirs = rows(after, size);
    List<Place> places = List.copyOf(Sets.union(ours.keySet(), theirs.keySet()));
    List<Place> differing =
        places.stream()
            .filter(at -> apart(at, ours, theirs, measures).findAny().isPresent())
            .toList();
    return new Compared(
        places.size(),
        differing.size(),
        differing.stream()
            .flatMap(at -> apart(at, ours, theirs, measures))
            .collect(Comparators.greatest(most, LEAST_FIRST)));
  }

  private static Map<Place, Row> rows(Viewed viewed, Span size) {
    Map<Place, Row> rows = new HashMap<>();
    viewed.rows(size, cell -> rows.put(new Place(cell.key(), cell.row().bucket()), cell.row()));
    return rows;
  }

  private static Stream<Apart> apart(
      Place at, Map<Place, Row> ours, Map<Place, Row> theirs, List<String> measures) {
    Optional<Row> before = Optional.ofNullable(ours.get(at));
    Optional<Row> after = Optional.ofNullable(theirs.get(at));
    boolean isInBoth = before.isPresent() && after.isPresent();
    return measures.stream()
        .limit(isInBoth ? measures.size() : 1)
        .filter(name -> !isInBoth || !Alike.are(before.get(), after.get(), name))
        .map(
            name ->
                new Apart(at.key(), at.bucket(), name, value(before, name), value(after, name)));
  }

  private static @Nullable Object value(Optional<Row> row, String measure) {
    return row.map(it -> it.values().get(measure)).orElse(null);
  }
}
