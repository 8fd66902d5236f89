package io.trueup.trueup;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.definition.Batch;
import io.trueup.definition.Tolerance;
import io.trueup.store.Pointer;
import io.trueup.store.Segment;
import io.trueup.store.Version;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IncrementTest {

  private static final Span EPOCH = Span.parse("5m");

  /** All is recomputed a thousand epochs after the base, increments as 100 and 10 come behind. */
  private static final Batch BATCH =
      new Batch(
          EPOCH, EPOCH, Span.parse("10s"), Span.parse("5000m"), Span.parse("35d"), Tolerance.NONE);

  private final Increment increment = new Increment(BATCH, new Epochs(EPOCH));

  @Test
  void kept_noVersionOrAnotherDefinition_none() {
    assertThat(increment.kept(Pointer.FIRST, "d", 10)).isEmpty();
    assertThat(increment.kept(serving(segment(0, 10)), "other", 20)).isEmpty();
  }

  @Test
  void kept_base_howeverShortUntilItIsOld() {
    assertThat(increment.kept(serving(segment(0, 1)), "d", 1_000)).containsExactly(segment(0, 1));
    assertThat(increment.kept(serving(segment(0, 1)), "d", 1_001)).isEmpty();
    assertThat(increment.kept(serving(segment(0, 1), segment(1, 900)), "d", 1_001)).isEmpty();
  }

  @Test
  void kept_increments_thoseThatLittleHasComeBehind() {
    Pointer pointer = serving(segment(0, 10), segment(10, 330), segment(330, 350));
    assertThat(increment.kept(pointer, "d", 359)).hasSize(3);
    assertThat(increment.kept(pointer, "d", 360)).hasSize(2);
    assertThat(increment.kept(pointer, "d", 429)).hasSize(2);
    assertThat(increment.kept(pointer, "d", 430)).hasSize(1);
  }

  @Test
  void kept_asManySegmentsAsMayBe_theLastIsRecomputed() {
    Pointer pointer = serving(segment(0, 1), segment(1, 801), segment(801, 881), segment(881, 886));
    assertThat(increment.kept(pointer, "d", 887))
        .containsExactly(segment(0, 1), segment(1, 801), segment(801, 881));
  }

  /** Never more than four segments, and each epoch is recomputed a few times. */
  @Test
  void kept_anyCourse_fewSegmentsAndBoundedWork() {
    for (long seed = 1; seed <= 100; seed++) {
      Random random = new Random(seed);
      List<Segment> segments = new ArrayList<>(List.of(segment(0, 1)));
      long work = 0;
      long cut = 1;
      while (cut < 900) {
        cut += 1 + random.nextInt(seed % 2 == 0 ? 1 : 20);
        List<Segment> kept =
            new ArrayList<>(increment.kept(serving(segments.toArray(new Segment[0])), "d", cut));
        assertThat(segments.subList(0, kept.size())).as("seed %d", seed).isEqualTo(kept);
        long from = kept.get(kept.size() - 1).to();
        kept.add(segment(from, cut));
        work += cut - from;
        segments = kept;
        assertThat(segments.size()).as("seed %d", seed).isLessThanOrEqualTo(Increment.MOST);
      }
      // Up to ten times for each of three increments, and half of that on average.
      assertThat(work).as("seed %d", seed).isLessThan(16 * 900);
    }
  }

  private static Segment segment(long from, long to) {
    return new Segment("segment-%d-%d".formatted(from, to), from, to);
  }

  private static Pointer serving(Segment... segments) {
    Version version =
        new Version(
            "v", List.of(segments), Optional.of("d"), Map.of(), Version.CrossCheck.CHECKED, 0);
    return new Pointer(1, Optional.of(version), List.of(), Pointer.Hold.FREE);
  }
}
