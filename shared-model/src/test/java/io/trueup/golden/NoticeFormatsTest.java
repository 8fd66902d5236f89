package io.trueup.golden;

import io.trueup.definition.Folders;
import io.trueup.definition.View;
import io.trueup.notice.NumberCorrected;
import io.trueup.notice.Swap;
import io.trueup.notice.VersionSwapped;
import io.trueup.port.Bus;
import io.trueup.store.CellKey;
import io.trueup.store.Segment;
import io.trueup.store.Version;
import io.trueup.time.Span;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What those who listen are told. */
class NoticeFormatsTest {

  private static final Instant CUT = Instant.parse("2026-03-01T12:05:00Z");
  private static final View ORDERS = Folders.pipeline(Folders.orders()).views().get(0);

  private static final Version VERSION =
      new Version(
          "run-7",
          List.of(new Segment("trueup-run-7-1", 0, 5_907_889)),
          Optional.of("0123456789abcdef"),
          Map.of("orders", "0123456789abcdef"),
          Version.CrossCheck.CHECKED,
          3,
          3,
          0,
          Optional.of(new BigDecimal("0.0125")));

  private static final Swap SWAP = new Swap("flights-eu", "flights", "run-7", VERSION, 12);

  @Test
  void numberCorrected_goldenNotices_areWritten() {
    NumberCorrected.Cell cell =
        new NumberCorrected.Cell(
            ORDERS,
            CellKey.of(Arrays.asList("books", null)),
            Span.parse("1h"),
            Instant.parse("2026-03-01T11:00:00Z"),
            "orders");
    NumberCorrected.Arrivals some =
        new NumberCorrected.Arrivals(Instant.parse("2026-03-01T10:00:00Z"), CUT, Optional.empty());
    NumberCorrected.Arrivals ofAShard =
        new NumberCorrected.Arrivals(
            Instant.parse("2026-03-01T12:00:00Z"),
            CUT,
            Optional.of("shardId-000000000003@1732420000"));

    assertWrites(
        "number-corrected.v1.jsonl",
        new NumberCorrected(SWAP, NumberCorrected.RECOMPUTED, cell, some, 4L, 3L).notice(),
        new NumberCorrected(
                SWAP,
                "repeat_beyond_window",
                cell,
                ofAShard,
                new BigDecimal("2.50"),
                new BigDecimal("0.1000000000000000055511151231257827"))
            .notice(),
        new NumberCorrected(SWAP, "unexplained", cell, ofAShard, "unreadable", null).notice());
  }

  @Test
  void versionSwapped_goldenNotices_areWritten() {
    VersionSwapped.Told told =
        new VersionSwapped.Told("s3://archive/runs/run-7/1/report.json", 50, 4, 40, 2, 5, 1);
    Swap rollback = new Swap("flights-eu", "flights", "person", VERSION, 15);

    assertWrites(
        "version-swapped.v1.jsonl",
        new VersionSwapped(SWAP, VersionSwapped.By.TRUE_UP, CUT, Optional.of(told)).notice(),
        new VersionSwapped(rollback, VersionSwapped.By.ROLLBACK, CUT, Optional.empty()).notice());
  }

  private static void assertWrites(String golden, Bus.Notice... notices) {
    new Golden(golden)
        .assertWrites(
            Arrays.stream(notices)
                .map(Bus.Notice::detail)
                .collect(Collectors.joining("\n", "", "\n")));
  }
}
