package io.trueup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimulationIT {

  private static final int HISTORIES = 10_000;

  /** Seeds after those of the other tests. */
  private static final long FIRST = 1_001;

  @Test
  void run_tenThousandHistories_nothingWrong() {
    assertThat(new Soak(System.out, System.out, Optional.empty()).run(FIRST, HISTORIES)).isZero();
  }
}
