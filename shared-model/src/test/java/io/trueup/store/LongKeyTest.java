package io.trueup.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.event.Position;
import io.trueup.port.Condition;
import io.trueup.port.MemoryTable;
import io.trueup.port.Outcome;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongKeyTest {

  private static final String FINGERPRINT = "4f92a46126503329";
  private static final String VIEW = "v".repeat(64);
  private static final long EPOCH = 5_907_888;

  @ParameterizedTest
  @ValueSource(ints = {1, 995, 996, 997, 1_011, 1_012, 1_020, 1_021, 5_000})
  void key_ofAnyLength_fitsEveryItemItStandsIn(int length) {
    CellKey key = CellKey.of(List.of("k".repeat(length)));
    MemoryTable table = new MemoryTable();
    DeltaKey delta = new DeltaKey(FINGERPRINT, VIEW, 0, key, EPOCH, 0, "shardId-000000000000@1");

    table.writeAll(List.of(Directory.hot(FINGERPRINT, VIEW, EPOCH, key, 1)));
    table.writeAll(List.of(Directory.segment(FINGERPRINT, VIEW, key)));

    assertThat(
            table.write(
                new Delta(Position.of("1", 0), new byte[0]).item(delta, 1), new Condition.Absent()))
        .isEqualTo(new Outcome.Written());
    assertThat(
            Directory.hot(table, FINGERPRINT, VIEW, key.spread(Directory.SPREADS), EPOCH, "")
                .toList())
        .containsExactly(key);
  }
}
