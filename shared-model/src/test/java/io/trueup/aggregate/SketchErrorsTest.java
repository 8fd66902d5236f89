package io.trueup.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.aggregate.SketchErrors.Observed;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Sketches over 1,000 cells: their error, against the bounds that they say. */
class SketchErrorsTest {

  private static final int CELLS = 1_000;

  private final SplittableRandom random = new SplittableRandom(5);

  @Test
  void distinct_aThousandCells_withinThreeDeviationsAsOftenAsTheySay() {
    Observed observed = SketchErrors.distinct(CELLS, random);
    assertThat(observed.estimated()).as("%s", observed).isGreaterThan(CELLS / 10);
    assertThat(observed.outside()).as("%s", observed).isLessThanOrEqualTo(CELLS / 100);
    assertThat(observed.largestPercent()).as("%s", observed).isLessThan(7);
  }

  @Test
  void quantile_aThousandCells_withinOnePercentOfRankAsOftenAsTheySay() {
    for (String share : new String[] {"0.5", "0.95", "0.999"}) {
      Observed observed = SketchErrors.quantile(CELLS, new BigDecimal(share), random);
      assertThat(observed.estimated()).as("%s", observed).isGreaterThan(CELLS / 100);
      assertThat(observed.outside()).as("%s", observed).isLessThanOrEqualTo(CELLS / 100);
      assertThat(observed.largestPercent()).as("%s", observed).isLessThan(2);
    }
  }

  @Test
  void top_aThousandCells_neverOutOfBounds() {
    Observed observed = SketchErrors.top(CELLS, 5, random);
    assertThat(observed.estimated()).as("%s", observed).isGreaterThan(CELLS / 10);
    assertThat(observed.outside()).as("%s", observed).isZero();
    assertThat(observed.largestPercent()).as("%s", observed).isLessThan(1.4);
  }
}
