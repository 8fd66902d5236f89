package io.trueup.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Whatever Kinesis and Lambda do within their promises, each record counts exactly once. */
class RedeliveryPropertyTest {

  @Property(tries = 400, shrinking = ShrinkingMode.OFF)
  void consume_anyRegroupingsRedeliveriesCrashesAndZombies_equalsOracle(@ForAll long seed) {
    History history = new History(new Random(seed));

    history.play();

    history.deployment().assertHolds(history.sales(), "seed " + seed);
  }

  /** That the histories are not harmless: what they are to try does happen. */
  @Property(tries = 1)
  void play_manyHistories_meetEveryTrouble() {
    History.Troubles all = new History.Troubles();
    for (long seed = 0; seed < 50; seed++) {
      History history = new History(new Random(seed));
      history.play();
      all.add(history.troubles());
    }
    assertThat(all.crashes()).isGreaterThan(100);
    assertThat(all.zombies()).isGreaterThan(50);
    assertThat(all.redeliveries()).isGreaterThan(100);
  }
}
