package io.trueup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BreakTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delta written without its condition",
        "ledger before effect",
        "delta added to without its position",
        "cut by event time",
        "pointer read twice",
        "a dry run swaps",
        "what a dead run left is not retired",
        "segments of another pointer than the cut"
      })
  void found_aRuleBroken_soon(String rule) {
    assertThat(Breaking.found(Break.known(rule), 1, 60)).as("seeds from 1 on").isPresent();
  }
}
