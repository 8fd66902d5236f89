package io.trueup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExhaustiveIT {

  @ParameterizedTest
  @EnumSource(Smallest.Shards.class)
  void all_smallestHistory_nothingWrong(Smallest.Shards shards) {
    int deviations = Integer.getInteger("trueup.simulation.deviations", 1);
    try (Crew crew = Crew.ofAll()) {
      Exploration exploration = new Exploration(shards, deviations).all(crew);

      assertThat(exploration.show(System.out)).isZero();
      assertThat(exploration.runs()).isGreaterThan(1_000);
    }
  }
}
