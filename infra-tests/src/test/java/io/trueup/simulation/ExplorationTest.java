package io.trueup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplorationTest {

  @ParameterizedTest
  @EnumSource(Smallest.Shards.class)
  void all_noDeviation_theOrdersOfWholeProcesses(Smallest.Shards shards) {
    try (Crew crew = new Crew(1)) {
      Exploration exploration = new Exploration(shards, 0, Known.Matching.STOPS).all(crew);

      assertThat(exploration.wrong()).isEmpty();
      assertThat(exploration.runs()).isBetween(2L, 200L);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"delta written without its condition", "ledger before effect"})
  void all_aRuleBroken_foundWithOneDeviation(String rule) {
    assertThat(Breaking.exhaustively(rule(rule), 1)).isPresent();
  }

  @Test
  void all_aRuleBroken_notFoundWithoutDeviation() {
    assertThat(Breaking.exhaustively(rule("ledger before effect"), 0)).isEmpty();
  }

  private static Break rule(String rule) {
    return Break.all().stream().filter(each -> each.rule().equals(rule)).findFirst().orElseThrow();
  }
}
