package io.trueup.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.definition.Folders;
import io.trueup.definition.View;
import io.trueup.port.Bus;
import io.trueup.store.CellKey;
import io.trueup.store.Json;
import io.trueup.store.Segment;
import io.trueup.store.Version;
import io.trueup.time.Span;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NumberCorrectedTest {

  private static final View ORDERS = Folders.pipeline(Folders.orders()).views().get(0);
  private static final Instant BUCKET = Instant.parse("2026-03-01T11:00:00Z");

  @Test
  void id_ofTheSame_isTheSameWhateverTheNumbers() {
    assertThat(id(corrected("a", 1, 1, "1h", 4L, 3L)))
        .isEqualTo(id(corrected("a", 1, 1, "1h", 4L, 2L)));
  }

  @Test
  void id_ofAnotherKeySizeSwapOrEpoch_isAnother() {
    Set<String> ids = new HashSet<>();
    for (String key : List.of("a", "b")) {
      for (int generation = 1; generation <= 2; generation++) {
        for (int minute = 1; minute <= 2; minute++) {
          for (String every : List.of("5m", "1h")) {
            ids.add(id(corrected(key, generation, minute, every, 4L, 3L)));
          }
        }
      }
    }
    assertThat(ids).hasSize(16);
  }

  /** A bus takes whole numbers of 64 bits, and readers mostly doubles. */
  @Test
  void notice_numberThatJsonReadersLose_isText() {
    assertThat(shown(27.565217391304348)).isEqualTo(27.565217391304348);
    assertThat(shown(new BigDecimal("0.1"))).isEqualTo(0.1);
    assertThat(shown(Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
    assertThat(shown(new BigDecimal("0.10000000000000000001"))).isEqualTo("0.10000000000000000001");
    assertThat(shown(BigInteger.TWO.pow(64).add(BigInteger.ONE))).isEqualTo("18446744073709551617");
    assertThat(shown(new BigDecimal("1e400"))).isEqualTo("1E+400");
    assertThat(shown(null)).isNull();
  }

  @Test
  void notice_largestKeyAndTexts_fitsOnTheBus() {
    String longest = "\u0001".repeat(100_000);
    NumberCorrected corrected =
        new NumberCorrected(
            swap(1),
            "unexplained",
            cell(CellKey.of(List.of(longest, longest)), "1h"),
            arrivals(1),
            longest,
            longest);
    assertThat(corrected.notice().size()).isLessThan(Bus.LARGEST);
  }

  private static @Nullable Object shown(@Nullable Object number) {
    return Json.object(corrected("a", 1, 1, "1h", number, 1L).detail()).get("shown");
  }

  private static String id(Bus.Notice notice) {
    return Json.text(Json.object(notice.detail()), "id");
  }

  private static Bus.Notice corrected(
      String key,
      long generation,
      int minute,
      String every,
      @Nullable Object shown,
      @Nullable Object exact) {
    return new NumberCorrected(
            swap(generation),
            NumberCorrected.RECOMPUTED,
            cell(CellKey.of(List.of(key, "x")), every),
            arrivals(minute),
            shown,
            exact)
        .notice();
  }

  private static NumberCorrected.Cell cell(CellKey key, String every) {
    return new NumberCorrected.Cell(ORDERS, key, Span.parse(every), BUCKET, "orders");
  }

  private static NumberCorrected.Arrivals arrivals(int minute) {
    return new NumberCorrected.Arrivals(
        BUCKET.plusSeconds(60L * minute), BUCKET.plusSeconds(600), Optional.empty());
  }

  private static Swap swap(long generation) {
    Version version =
        new Version(
            "r",
            List.of(new Segment("segment-r", 0, 10)),
            Map.of("orders", "f"),
            Version.CrossCheck.CHECKED,
            0);
    return new Swap("orders", "orders", "r", version, generation);
  }
}
