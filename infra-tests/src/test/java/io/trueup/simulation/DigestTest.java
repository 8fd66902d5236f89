package io.trueup.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Value;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DigestTest {

  @Test
  void of_differentThings_isDifferent() {
    List<Digest> digests =
        Stream.of(
                List.of(),
                List.of(List.of()),
                "",
                "a",
                List.of("a", "b"),
                List.of("ab"),
                List.of("b", "a"),
                Set.of("a", "b"),
                Map.of("a", "b"),
                1L,
                BigInteger.ONE,
                true,
                Optional.empty(),
                Optional.of(1L),
                new byte[] {1},
                new byte[] {1, 0},
                Fault.CRASH,
                new Key("a", "b"),
                item(1),
                item(2))
            .map(Digest::of)
            .toList();

    assertThat(digests).doesNotHaveDuplicates();
  }

  @Test
  void of_equalThings_isEqual() {
    assertThat(Digest.of(item(7))).isEqualTo(Digest.of(item(7)));
    assertThat(Digest.of(new LinkedHashSet<>(List.of("a", "b"))))
        .isEqualTo(Digest.of(new LinkedHashSet<>(List.of("b", "a"))));
    assertThat(Digest.of(List.of(1L))).isEqualTo(Digest.of(Arrays.asList(1L)));
  }

  @Test
  void of_whatHoldsNothingKnown_refused() {
    assertThatThrownBy(() -> Digest.of(new Object()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("java.lang.Object");
  }

  private static Item item(int bytes) {
    return Item.of(
        new Key("p", "s"),
        Map.of("n", new Value.Whole(1), "state", new Value.Bytes(new byte[bytes])));
  }
}
