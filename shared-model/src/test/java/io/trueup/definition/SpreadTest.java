package io.trueup.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void part_shardsInARow_shareThePartsEvenly() {
    for (int parts : new int[] {1, 3, 8, 64}) {
      Spread spread = new Spread(parts);
      Map<Integer, Long> shards =
          IntStream.range(7, 7 + 3 * parts)
              .mapToObj("shardId-%012d@1700000000000"::formatted)
              .map(spread::part)
              .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
      assertThat(shards).hasSize(parts);
      assertThat(shards.values()).containsOnly(3L);
    }
  }

  /** Written down: a part that changed would hide what was written before. */
  @Test
  void part_anyIdentity_isForEver() {
    Spread spread = new Spread(8);
    assertThat(spread.part("shardId-000000000012@1700000000000")).isEqualTo(4);
    assertThat(spread.part("shardId-000000000012")).isEqualTo(4);
    assertThat(spread.part("a shard@9")).isEqualTo(5);
    assertThat(spread.part("9".repeat(40))).isBetween(0, 7);
  }

  @Test
  void spread_outOfBounds_refused() {
    for (int parts : new int[] {-1, 0, 65}) {
      assertThatThrownBy(() -> new Spread(parts))
          .hasMessage("spread %d, expected 1 to 64".formatted(parts));
    }
  }
}
