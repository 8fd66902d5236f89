package io.trueup.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.replay.Difference;
import io.trueup.replay.Patience;
import io.trueup.replay.Replayed;
import io.trueup.replay.Replaying;
import io.trueup.replay.Untouched;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Whatever hot deltas are lost or damaged, and whoever writes at the same time, a replay leaves
 * what consuming each record once would store.
 */
class ReplayInterleavingTest {

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void mend_amongZombiesAndALiveWorker_equalsOracle(@ForAll long seed) {
    Lost lost = new Lost(new Random(seed));
    lost.consumeSome();
    lost.damage();
    List<Replayed> replayed = new ArrayList<>();
    Replaying replaying = lost.replaying(lost.turns.through(lost.deployment.hot));
    if (seed % 2 == 0) {
      lost.consumeRest();
    }

    lost.run(List.of(() -> replayed.add(replaying.mend(patience(lost)))));

    // Nobody passes the last epoch any more.
    assertThat(replayed.get(0).untouched())
        .as("seed %d", seed)
        .allMatch(each -> each.why() == Untouched.Why.OPEN);
    lost.deployment.assertHolds(lost.all(), "seed " + seed);
  }

  @Property(tries = 100, shrinking = ShrinkingMode.OFF)
  void mend_twoAtOnceOneOfWhichDies_equalsOracle(@ForAll long seed) {
    Random random = new Random(seed);
    Lost lost = new Lost(random);
    lost.consumeSome();
    lost.damage();
    Replaying dying =
        lost.replaying(
            new Lost.Watched(lost.turns.through(lost.deployment.hot), 1 + random.nextInt(8)));
    Replaying other = lost.replaying(lost.turns.through(lost.deployment.hot));

    lost.run(List.of(() -> dying.mend(patience(lost)), () -> other.mend(patience(lost))));

    lost.deployment.assertHolds(lost.all(), "seed " + seed);
  }

  /** That the interleavings are not harmless: what they are to try does happen. */
  @Property(tries = 1)
  void mend_manyInterleavings_meetRefusalsAndEachKindOfDifference() {
    int refused = 0;
    Set<Difference.Kind> kinds = EnumSet.noneOf(Difference.Kind.class);
    long unlisted = 0;
    for (long seed = 0; seed < 100; seed++) {
      Lost lost = new Lost(new Random(seed));
      lost.consumeSome();
      lost.damage();
      Lost.Watched hot = new Lost.Watched(lost.turns.through(lost.deployment.hot), -1);
      Replaying replaying = lost.replaying(hot);
      lost.consumeRest();
      List<Replayed> replayed = new ArrayList<>();
      lost.run(List.of(() -> replayed.add(replaying.mend(patience(lost)))));
      refused += hot.refused();
      replayed.get(0).differences().forEach(each -> kinds.add(each.kind()));
      unlisted += replayed.get(0).unlisted();
    }
    assertThat(refused).as("writes of a replay that were refused").isPositive();
    assertThat(kinds)
        .as("kinds of differences")
        .containsExactlyInAnyOrder(Difference.Kind.values());
    assertThat(unlisted).as("directory entries that lacked").isPositive();
  }

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void compare_damaged_changesNothingAndSaysWhatMendFinds(@ForAll long seed) {
    Lost lost = new Lost(new Random(seed));
    lost.consumeSome();
    lost.run(List.of());
    lost.damage();
    List<String> before = lost.hot();

    Replayed compared = lost.replaying(lost.deployment.hot).compare(what -> false);

    assertThat(lost.hot()).as("seed %d", seed).isEqualTo(before);
    Replayed mended = lost.replaying(lost.deployment.hot).mend(what -> false);
    assertThat(mended.differences())
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(compared.differences());
    assertThat(lost.replaying(lost.deployment.hot).compare(what -> false).isSame())
        .as("seed %d", seed)
        .isTrue();
  }

  /** As long as the live worker may still pass what is waited for. */
  private static Patience patience(Lost lost) {
    return what -> {
      lost.turns.pause();
      return !lost.isConsumed();
    };
  }
}
