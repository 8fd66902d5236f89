package io.trueup.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.port.MemoryTable;
import io.trueup.port.Outcome;
import io.trueup.store.Version.CrossCheck;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PointerTest {

  private static final Outcome WRITTEN = new Outcome.Written();
  private static final Version ONE = version("one", 5);
  private static final Version TWO = version("two", 9);
  private static final Version THREE = version("three", 12);

  private final MemoryTable control = new MemoryTable();

  @Test
  void tables_servedAndKept_areNamed() {
    assertThat(Pointer.FIRST.tables()).isEmpty();
    assertThat(Pointer.FIRST.swappedTo(ONE, 3).swappedTo(TWO, 3).tables())
        .containsExactlyInAnyOrder("table-one", "table-two");
  }

  @Test
  void read_nothingStored_isTheFirst() {
    assertThat(Pointer.read(control)).isEqualTo(Pointer.FIRST);
    assertThat(Pointer.FIRST.cut()).isZero();
    assertThat(Pointer.FIRST.generation()).isZero();
  }

  @Test
  void swap_next_storedAsItIs() {
    Pointer first = Pointer.FIRST.swappedTo(ONE, 3);
    assertThat(Pointer.FIRST.swap(control, first)).isEqualTo(WRITTEN);
    Pointer second = first.swappedTo(TWO, 3);
    assertThat(first.swap(control, second)).isEqualTo(WRITTEN);

    assertThat(Pointer.read(control)).isEqualTo(second);
    assertThat(second).isEqualTo(new Pointer(2, Optional.of(TWO), List.of(ONE), Pointer.Hold.FREE));
    assertThat(second.cut()).isEqualTo(9);
  }

  @Test
  void swap_ofTwoRacers_oneWins() {
    Pointer one = Pointer.FIRST.swappedTo(ONE, 3);
    Pointer two = Pointer.FIRST.swappedTo(TWO, 3);
    assertThat(Pointer.FIRST.swap(control, one)).isEqualTo(WRITTEN);
    assertThat(Pointer.FIRST.swap(control, two)).isInstanceOf(Outcome.Refused.class);
    assertThat(Pointer.read(control)).isEqualTo(one);

    Pointer pinned = one.swappedTo(TWO, 3);
    assertThat(one.swap(control, pinned)).isEqualTo(WRITTEN);
    assertThat(one.swap(control, one.swappedTo(THREE, 3))).isInstanceOf(Outcome.Refused.class);
    assertThat(Pointer.read(control)).isEqualTo(pinned);
  }

  @Test
  void swappedTo_moreThanKept_dropsTheOldest() {
    Pointer pointer = Pointer.FIRST.swappedTo(ONE, 1).swappedTo(TWO, 1).swappedTo(THREE, 1);
    assertThat(pointer.previous()).containsExactly(TWO);
    assertThat(pointer.swappedTo(ONE, 0).previous()).isEmpty();
  }

  @Test
  void rolledBackTo_keptVersion_pinsItAndKeepsTheOthers() {
    Pointer pointer = Pointer.FIRST.swappedTo(ONE, 3).swappedTo(TWO, 3).swappedTo(THREE, 3);
    Pointer back = pointer.rolledBackTo("one").orElseThrow();
    assertThat(back)
        .isEqualTo(new Pointer(4, Optional.of(ONE), List.of(THREE, TWO), Pointer.Hold.PINNED));
    assertThat(back.rolledBackTo("three").orElseThrow().previous()).containsExactly(ONE, TWO);
    assertThat(back.rolledBackTo("one")).isEmpty();
    assertThat(pointer.rolledBackTo("none")).isEmpty();
  }

  @Test
  void resumed_pinned_isFreeAndServesTheSame() {
    Pointer back =
        Pointer.FIRST.swappedTo(ONE, 3).swappedTo(TWO, 3).rolledBackTo("one").orElseThrow();
    Pointer free = back.resumed();
    assertThat(free).isEqualTo(new Pointer(4, Optional.of(ONE), List.of(TWO), Pointer.Hold.FREE));
  }

  @Property(tries = 200)
  void swap_anyCourse_generationsAreNeverUsedTwice(@ForAll long seed) {
    Random random = new Random(seed);
    MemoryTable table = new MemoryTable();
    Set<Long> used = new HashSet<>(Set.of(0L));
    List<Pointer> known = new ArrayList<>(List.of(Pointer.FIRST));
    for (int i = 0; i < 30; i++) {
      Pointer from = known.get(random.nextInt(known.size()));
      Pointer next =
          switch (random.nextInt(3)) {
            case 0 -> from.swappedTo(version("v" + i, i + 1), 2);
            case 1 ->
                from.previous().isEmpty()
                    ? from.resumed()
                    : from.rolledBackTo(from.previous().get(0).id()).orElseThrow();
            default -> from.resumed();
          };
      Pointer before = Pointer.read(table);
      if (from.swap(table, next) instanceof Outcome.Written) {
        assertThat(used.add(next.generation())).as("seed %d, step %d", seed, i).isTrue();
        assertThat(next.generation()).isEqualTo(before.generation() + 1);
        assertThat(before).isEqualTo(from);
        known.add(next);
      } else {
        assertThat(Pointer.read(table)).isEqualTo(before);
      }
    }
  }

  @Test
  void version_segmentsWithGapOrOverlap_refused() {
    assertThatThrownBy(() -> version(new Segment("a", 0, 5), new Segment("b", 6, 9)))
        .hasMessageContaining("expected it to begin at epoch 5");
    assertThatThrownBy(() -> version(new Segment("a", 0, 5), new Segment("b", 4, 9)))
        .hasMessageContaining("expected it to begin at epoch 5");
    assertThatThrownBy(() -> version(new Segment("a", 1, 5)))
        .hasMessageContaining("expected it to begin at epoch 0");
    assertThat(version(new Segment("a", 0, 5), new Segment("b", 5, 9)).cut()).isEqualTo(9);
    assertThat(version().cut()).isZero();
  }

  @Test
  void segment_emptyRange_refused() {
    for (long[] range : new long[][] {{5, 5}, {5, 4}, {-1, 4}}) {
      assertThatThrownBy(() -> new Segment("a", range[0], range[1]))
          .hasMessageEndingWith("expected a range that is not empty");
    }
  }

  private static Version version(Segment... segments) {
    return new Version("v", List.of(segments), Map.of(), CrossCheck.CHECKED, 0);
  }

  private static Version version(String id, long cut) {
    return new Version(
        id,
        List.of(new Segment("table-" + id, 0, cut)),
        Map.of("v", "f1", "w", "f2"),
        CrossCheck.NOT_CHECKED,
        3);
  }
}
