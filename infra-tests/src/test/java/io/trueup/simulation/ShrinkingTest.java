package io.trueup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShrinkingTest {

  private static final List<String> PLACES = List.of("a", "b", "c", "d", "e", "f", "g");

  @Test
  void of_wrongByTwoFaultsAndAnEvent_onlyTheseAreLeft() {
    History.Result smallest = Shrinking.of(run(Plan.of(1)), ShrinkingTest::run);

    assertThat(smallest.wrong()).isPresent();
    assertThat(smallest.faults().names()).containsExactly("CRASH b", "CRASH f");
    assertThat(smallest.plan().noEvents()).hasSize(59).doesNotContain(17);
    assertThat(Shrinking.report(smallest)).contains("seed 1: lost", "CRASH b", "CRASH f");
  }

  /** Wrong when two of the crashes happen and an event is sent. */
  private static History.Result run(Plan plan) {
    Faults faults = new Faults(new Dice(1), 0, plan.noFaults());
    PLACES.forEach(place -> faults.takes(Fault.CRASH, place));
    boolean wrong =
        faults.names().containsAll(List.of("CRASH b", "CRASH f")) && !plan.noEvents().contains(17);
    return new History.Result(
        plan,
        wrong ? Optional.of(new Wrong("lost")) : Optional.empty(),
        60 - plan.noEvents().size(),
        0,
        faults,
        new Trace());
  }
}
