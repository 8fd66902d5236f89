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
        "cut by event time",
        "pointer read twice"
      })
  void found_aRuleBroken_soon(String rule) {
    Break broken =
        Break.all().stream().filter(each -> each.rule().equals(rule)).findFirst().orElseThrow();
    assertThat(Breaking.found(broken, 1, 60)).as("seeds from 1 on").isPresent();
  }
}
