package io.trueup.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.event.Position;
import io.trueup.port.Condition;
import io.trueup.port.MemoryTable;
import io.trueup.port.Outcome;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongKeyTest {

  private static final String FINGERPRINT = "4f92a46126503329";
  private static final String VIEW = "v".repeat(64);
  private static final long EPOCH = 5_907_888;

  @ParameterizedTest
  @ValueSource(ints = {1, 995, 996, 997, 1_011, 1_012, 1_020, 1_021, 32_764, 32_765, 1_048_576})
  void key_ofAnyLength_fitsEveryItemItStandsIn(int length) {
    CellKey key = CellKey.of(List.of("k".repeat(length)));
    MemoryTable table = new MemoryTable();
    DeltaKey delta = new DeltaKey(FINGERPRINT, VIEW, 0, key, EPOCH, 0, "shardId-000000000000@1");

    table.writeAll(List.of(Directory.hot(FINGERPRINT, VIEW, EPOCH, key, 1)));
    table.writeAll(List.of(Directory.segment(FINGERPRINT, VIEW, key)));

    assertThat(
            table.write(
                new Delta(new Position("1", 0), new byte[0]).item(delta, 1),
                new Condition.Absent()))
        .isEqualTo(new Outcome.Written());
    assertThat(
            Directory.hot(table, FINGERPRINT, VIEW, key.spread(Directory.SPREADS), EPOCH, "")
                .toList())
        .containsExactly(key);
  }

  @Test
  void of_longTexts_wholeUpToTheBoundThenToldApartByTheirHash() {
    String whole = "k".repeat(32_764);
    assertThat(CellKey.of(List.of(whole)).values()).containsExactly(whole);

    String longer = whole + "k";
    CellKey key = CellKey.of(Arrays.asList(longer, "ü".repeat(500), null));
    assertThat(key.values())
        .containsExactly(
            "k".repeat(900) + "…" + DigestUtils.sha256Hex(longer), "ü".repeat(500), null);
    assertThat(CellKey.of(key.values())).isEqualTo(key);
    assertThat(CellKey.of(List.of(longer))).isNotEqualTo(CellKey.of(List.of(longer + "k")));
  }

  /** As it stands in JSON, a control character takes six bytes. */
  @Test
  void of_sixteenDimensionsOfControlCharacters_leavesRoomInAnItem() {
    String control = "\u0001".repeat(64 * 1024);
    CellKey key = CellKey.of(Collections.nCopies(16, control));
    assertThat(key.text().length()).isLessThan(100_000);
  }
}
