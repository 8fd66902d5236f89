package io.trueup.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CellKeyTest {

  @Test
  void of_eachKind_shortestJson() {
    assertThat(key("ATL", null, 7L, true, Instant.ofEpochSecond(0)).text())
        .isEqualTo("[\"ATL\",null,7,true,\"1970-01-01T00:00:00Z\"]");
    assertThat(CellKey.of(List.of()).text()).isEqualTo("[]");
  }

  @Test
  void of_valuesThatLookAlike_differ() {
    List<CellKey> keys =
        List.of(
            key("a,b"),
            key("a", "b"),
            key("a\",\"b"),
            key("null"),
            key((Object) null),
            key(""),
            key("7"),
            key(7L),
            key("true"),
            key(true),
            key("|"),
            key("\u0000"),
            key("\\u0000"),
            key("é"),
            key("e\u0301"));
    assertThat(keys).doesNotHaveDuplicates();
    assertThat(keys).extracting(CellKey::stored).doesNotHaveDuplicates();
  }

  @Provide
  Arbitrary<List<@Nullable Object>> dimensions() {
    Arbitrary<Object> text =
        Arbitraries.strings().filter(it -> UTF_8.newEncoder().canEncode(it)).map(it -> it);
    return Arbitraries.oneOf(
            text, Arbitraries.of(true, false).map(it -> it), Arbitraries.longs().map(it -> it))
        .injectNull(0.2)
        .list()
        .ofMaxSize(4);
  }

  @Property
  void values_ofAnyKey_giveThemBack(@ForAll("dimensions") List<@Nullable Object> values) {
    CellKey key = CellKey.of(values);
    assertThat(CellKey.of(normal(key.values()))).isEqualTo(key);
    assertThat(normal(key.values())).isEqualTo(values);
  }

  @Property
  void of_differentValues_differentKeys(
      @ForAll("dimensions") List<@Nullable Object> one,
      @ForAll("dimensions") List<@Nullable Object> other) {
    assertThat(CellKey.of(one).equals(CellKey.of(other))).isEqualTo(one.equals(other));
  }

  @Test
  void stored_upToTheBound_isTheText() {
    CellKey longest = key("x".repeat(CellKey.LONGEST - 4));
    assertThat(longest.stored()).isEqualTo(longest.text()).hasSize(CellKey.LONGEST);
  }

  /** sha256sum of {@code ["xxx…"]} with 1,000 x. */
  @Test
  void stored_overTheBound_isItsHash() {
    CellKey key = key("x".repeat(1_000));
    assertThat(key.stored())
        .isEqualTo("#7b6c133f048a9d3bb64adf94893db2bed8c7cc4a2dad0977e5a8a4912871c2e0");
    assertThat(key.values()).isEqualTo(List.of("x".repeat(1_000)));
  }

  @Test
  void stored_manyBytesInFewCharacters_isHashed() {
    assertThat(key("😀".repeat(260)).stored()).startsWith("#");
    assertThat(key("😀".repeat(240)).stored()).startsWith("[");
  }

  @Test
  void spread_manyKeys_aboutEven() {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int i = 0; i < 16_000; i++) {
      counts.merge(key("key " + i).spread(16), 1, Integer::sum);
    }
    assertThat(counts.keySet()).hasSize(16).allMatch(spread -> spread >= 0 && spread < 16);
    assertThat(counts.values()).allMatch(count -> count > 850 && count < 1_150);
  }

  private static CellKey key(@Nullable Object... values) {
    return CellKey.of(Arrays.asList(values));
  }

  /** Small whole numbers come back as Integer. */
  private static List<@Nullable Object> normal(List<@Nullable Object> values) {
    List<@Nullable Object> normal = new ArrayList<>();
    for (Object value : values) {
      normal.add(value instanceof Integer number ? Long.valueOf(number) : value);
    }
    return normal;
  }
}
