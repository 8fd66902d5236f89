package io.trueup.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.definition.Kind;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SumOfManyTest {

  private static final int COUNT = 10_000_000;
  private static final int GROUPS = 8;
  private static final Origin ANY = new Origin(0, "");

  @Test
  void sum_tenMillionDecimalsInGroups_isBigDecimalsToTheLastDigit() {
    Sum sum = new Sum(Kind.DECIMAL);
    Total[] groups = new Total[GROUPS];
    java.util.Arrays.fill(groups, sum.empty());
    BigDecimal expected = BigDecimal.ZERO;
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < COUNT; i++) {
      BigDecimal value = BigDecimal.valueOf(random.nextLong(), 4);
      expected = expected.add(value);
      groups[i % GROUPS] = sum.add(groups[i % GROUPS], value, ANY);
    }

    Total all = sum.empty();
    for (Total group : groups) {
      all = sum.merge(group, all);
    }

    assertThat(sum.value(all)).isEqualTo(expected);
    assertThat(all.count()).isEqualTo(COUNT);
  }
}
