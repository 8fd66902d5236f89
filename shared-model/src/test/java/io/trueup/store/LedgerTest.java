package io.trueup.store;

import static io.trueup.store.Places.at;
import static io.trueup.store.Places.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.event.Position;
import io.trueup.port.Condition;
import io.trueup.port.MemoryTable;
import io.trueup.port.Outcome;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private static final LedgerEntry ENTRY =
      new LedgerEntry(
          "a",
          7,
          at(1),
          new Position("9".repeat(129), 9_999_999_999L),
          7_100,
          new Tally(Map.of("received", 3L, "rejected.schema", 1L), Long.MIN_VALUE),
          5,
          Map.of("rejected.schema", at(2)));

  private final Ledger ledger = new Ledger(new MemoryTable(), Layer.SPEED);

  @Test
  void tally_comparedWithTheOtherLayers_isWithoutRepeatsOrSorts() {
    Tally tally = new Tally(Map.of("received", 3L, "accepted", 3L, "repeated", 2L), 9);
    assertThat(tally.intake()).isEqualTo(new Tally(Map.of("received", 3L, "accepted", 3L), 9));
    assertThat(tally.records()).isEqualTo(new Tally(Map.of("received", 3L), 9));
  }

  @Test
  void head_severalEpochs_newestByNumber() {
    for (long epoch : new long[] {9, 10, 2, 99, 100}) {
      ledger.write(entry("a", epoch, 1), new Condition.Absent());
    }
    ledger.write(entry("b", 500, 1), new Condition.Absent());
    assertThat(ledger.head("a").orElseThrow().epoch()).isEqualTo(100);
    assertThat(ledger.head("c")).isEmpty();
    assertThat(ledger.newest("a", 2)).extracting(LedgerEntry::epoch).containsExactly(100L, 99L);
    assertThat(ledger.entries("a", 9, 100))
        .extracting(LedgerEntry::epoch)
        .containsExactly(9L, 10L, 99L);
  }

  @Test
  void read_written_isTheEntry() {
    ledger.write(ENTRY, new Condition.Absent());
    assertThat(ledger.head("a")).contains(ENTRY);
  }

  @Test
  void write_onCondition_refusedOnceApplied() {
    LedgerEntry later = ENTRY.plus(entry("a", 7, 7_200));
    ledger.write(ENTRY, new Condition.Absent());
    assertThat(ledger.write(later, ENTRY.unchanged())).isEqualTo(new Outcome.Written());
    assertThat(ledger.write(later, ENTRY.unchanged())).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void plus_later_joinsTotalsAndKeepsFirstPlaces() {
    LedgerEntry later =
        new LedgerEntry(
            "a",
            7,
            at(11),
            at(12),
            7_200,
            new Tally(Map.of("received", 2L, "beats", 1L), -1),
            4,
            Map.of("rejected.schema", at(11), "rejected.no_id", at(12)));
    assertThat(ENTRY.plus(later))
        .isEqualTo(
            new LedgerEntry(
                "a",
                7,
                at(1),
                at(12),
                7_200,
                new Tally(
                    Map.of("received", 5L, "rejected.schema", 1L, "beats", 1L), Long.MAX_VALUE),
                5,
                Map.of("rejected.schema", at(2), "rejected.no_id", at(12))));
  }
}
