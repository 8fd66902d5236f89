package io.trueup.batch.recompute;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.batch.master.Edition;
import io.trueup.store.Flaw;
import io.trueup.store.Gap;
import io.trueup.store.Json;
import io.trueup.store.ShardEpoch;
import io.trueup.store.Tally;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a report looked like when it was released: later readers must take it. */
class ReportFormatTest {

  private static final String JOB =
      """
      {"run": "r", "attempt": 2, "retry": 0, "cut": 7, "definition": "s3://assets/d.zip",
       "fingerprint": "0123456789abcdef", "epoch": "5m", "archive_bucket": "archive",
       "control_table": "control", "segment_prefix": "v-", "hot_table": "hot", "from": 3,
       "hot_retention": "14d"}
      """;

  private static final ShardEpoch AT = new ShardEpoch("shardId-000000000003@1732420000", 5);

  @Test
  void json_reportOfAllMembers_isTheGoldenFile() throws IOException {
    assertThat(Json.object(new String(report(JOB).json(), UTF_8)))
        .as("what is stored as a report; give one that differs its next version and golden file")
        .isEqualTo(Json.object(golden()));
  }

  @Test
  void json_reportOfAnIncrement_alsoHasItsBase() throws IOException {
    Map<String, Object> expected = new LinkedHashMap<>(Json.object(golden()));
    expected.put("base", List.of(Map.of("table", "v-1", "from", 0, "to", 3)));
    String job =
        JOB.replace(
            "\"run\"",
            "\"base\": [{\"table\": \"v-1\", \"from\": 0, \"to\": 3}], \"horizon\": \"35d\", \"run\"");
    assertThat(Json.object(new String(report(job).json(), UTF_8))).isEqualTo(expected);
  }

  private static Report report(String job) {
    Offender offender =
        new Offender(
            Cause.UNEXPLAINED, "by_shop", "[\"a\"]", 60_000, "n", 3L, 2L, AT.shard(), AT.epoch());
    Compared compared =
        new Compared(40, Map.of(Cause.UNEXPLAINED, 1L, Cause.LOST_BY_SPEED, 4L), List.of(offender));
    Map<String, Double> seconds = new LinkedHashMap<>();
    seconds.put("ledger", 0.5);
    seconds.put("load", 1.25);
    return new Report(
        Job.parse(job),
        Report.Outcome.LOADED,
        new Edition(8_123_456_789_012_345_678L, 7, Set.of()),
        new Manifest(
            List.of(
                new ObjectTotals(
                    "archive/a.gz",
                    Map.of(AT, new Totals(9, -5)),
                    List.of(new Flaw("archive/a.gz", 4, "no member 'seq'", 1))))),
        List.of(new Gap(AT.shard(), AT.epoch(), 9, 8, -5)),
        List.of(
            new Difference(
                AT,
                new Tally(Map.of("received", 9L, "accepted", 9L), -5),
                new Tally(Map.of("received", 9L, "rejected.schema", 9L), -5))),
        new Tally(Map.of("received", 9L, "accepted", 6L, "beats", 2L, "rejected.schema", 1L), -5),
        3,
        new Causes(1, 2, 3),
        Optional.of(new Divergence(3, 7, 4, 5, 1, compared, Map.of(Cause.LOST_BY_SPEED, 2L))),
        new Loading.Loaded(
            11,
            12,
            13,
            0,
            0,
            new Corrections(
                50, 1, List.of(new Correction("by_shop", "[\"a\"]", 60_000, 60_000, "n", 4L, 3L)))),
        seconds);
  }

  private static String golden() throws IOException {
    try (InputStream in = ReportFormatTest.class.getResourceAsStream("/golden/report.v1.json")) {
      return new String(Objects.requireNonNull(in, "golden file").readAllBytes(), UTF_8);
    }
  }
}
