package io.trueup.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.definition.Kind;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No state and no cell of a segment outgrows what its aggregator says. */
class LargestStateTest {

  private static final Origin LONG_ID = new Origin(Long.MIN_VALUE, "\ud83d\ude00".repeat(999));

  @ParameterizedTest
  @ValueSource(ints = {1, 32, 33, 100})
  void top_manyLongTexts_atMostAsLargeAsItSays(int limit) throws IOException {
    Top top = new Top(Kind.STRING, limit);
    Census census = new Census(Kind.STRING);
    for (int i = 0; i < 5_000; i++) {
      census.add(Values.bounded("%d%s".formatted(i, "é".repeat(500))));
    }
    assertThat(size(top, census)).isBetween(top.largest() / 2, top.largest());
  }

  @Test
  void distinct_manyValues_atMostAsLargeAsItSays() throws IOException {
    Distinct distinct = new Distinct();
    Census census = new Census(Kind.LONG);
    for (long i = 0; i < 100_000; i++) {
      census.add(i);
    }
    assertThat(size(distinct, census)).isBetween(distinct.largest() - 20, distinct.largest());
  }

  @Test
  void quantile_manyValues_atMostAsLargeAsItSays() throws IOException {
    Quantile quantile = new Quantile(Kind.DOUBLE, new BigDecimal("0.5"));
    Census census = new Census(Kind.DOUBLE);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 200_000; i++) {
      census.add(random.nextDouble());
    }
    assertThat(size(quantile, census)).isBetween(quantile.largest() / 3, quantile.largest());
    assertThat(quantile.largest()).isLessThan(9_000);
  }

  @Test
  void firstAndLast_longIdAndText_atMostAsLargeAsTheySay() throws IOException {
    for (ByTime.End end : ByTime.End.values()) {
      ByTime byTime = new ByTime(end, Kind.STRING);
      var state = byTime.add(byTime.empty(), "é".repeat(128), LONG_ID);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byTime.write(state, new DataOutputStream(bytes));
      assertThat(bytes.size()).isBetween(byTime.largest() / 2, byTime.largest());
    }
  }

  @Test
  void total_longestSums_atMostAsLargeAsTheySay() throws IOException {
    for (Kind kind : List.of(Kind.LONG, Kind.DOUBLE)) {
      Sum sum = new Sum(kind);
      Total total = sum.empty();
      Object value =
          kind == Kind.LONG ? (Object) Long.MIN_VALUE : Double.valueOf(-Double.MAX_VALUE);
      total = sum.add(total, value, LONG_ID);
      total = sum.add(total, kind == Kind.LONG ? (Object) 1L : Double.MIN_VALUE, LONG_ID);
      for (int i = 0; i < 61; i++) {
        total = sum.merge(total, total);
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      total.write(new DataOutputStream(bytes));
      assertThat(bytes.size()).isBetween(sum.largest() / 2, sum.largest());
    }
  }

  private static <S> int size(Sketch<S> sketch, Census census) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    sketch.write(sketch.condense(census), out);
    sketch.writeExact(sketch.exact(census), out);
    return bytes.size();
  }
}
