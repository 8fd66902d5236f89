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
      Exploration exploration = all(crew, shards, deviations, Known.Matching.STOPS);

      assertThat(exploration.show(System.out)).isZero();
      assertThat(exploration.states()).hasSizeGreaterThan(1_000);
    }
  }

  @ParameterizedTest
  @EnumSource(Smallest.Shards.class)
  void all_withoutMatching_comesToTheSame(Smallest.Shards shards) {
    try (Crew crew = Crew.ofAll()) {
      Exploration stops = all(crew, shards, 1, Known.Matching.STOPS);
      Exploration goesOn = all(crew, shards, 1, Known.Matching.GOES_ON);

      goesOn.show(System.out);
      assertThat(goesOn.contradicted()).isEmpty();
      assertThat(stops.states()).isEqualTo(goesOn.states());
      assertThat(stops.stored()).isEqualTo(goesOn.stored());
      assertThat(stops.answers()).isEqualTo(goesOn.answers());
      assertThat(stops.runs()).isLessThan(goesOn.runs());
    }
  }

  private static Exploration all(
      Crew crew, Smallest.Shards shards, int deviations, Known.Matching matching) {
    return new Exploration(shards, deviations, matching).all(crew);
  }
}
