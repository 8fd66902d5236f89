package io.trueup.trueup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.notice.NumberCorrected;
import io.trueup.notice.VersionSwapped;
import io.trueup.port.Bus;
import io.trueup.store.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Of a true-up to cut 20, after one to cut 10; epochs have 5 minutes. */
class TellingTest {

  private final Works works = new Works(1).trueUp("r1", 10);

  @Test
  void tell_correctedNumbers_eachAndThenTheSwap() {
    swapped(
        Map.of(
            "replaced",
            List.of(segment("a", 0, 4), segment("b", 4, 10)),
            "corrections",
            Map.of("compared", 50, "differing", 1, "worst", List.of(corrected("books", 4, 3))),
            "divergence",
            Map.of(
                "pairs",
                40,
                "causes",
                Map.of(
                    "repeat_across_shards",
                    Map.of("pairs", 1),
                    "lost_by_speed",
                    Map.of("pairs", 0)),
                "offenders",
                List.of(offender(12, 2, 1)))));

    assertThat(tell()).isEqualTo(Map.of("outcome", "told", "numbers", 2));

    List<Map<String, Object>> told = details();
    assertThat(works.bus.taken())
        .extracting(Bus.Notice::type)
        .containsExactly(NumberCorrected.TYPE, NumberCorrected.TYPE, VersionSwapped.TYPE);
    assertThat(told)
        .allSatisfy(
            detail ->
                assertThat(detail)
                    .containsEntry("deployment", "orders-eu")
                    .containsEntry("pipeline", "orders")
                    .containsEntry("version", "r2")
                    .containsEntry("generation", 2));
    assertThat(told.get(0))
        .containsEntry("cause", "recomputed")
        .containsEntry("key", Map.of("item.category", "books", "grade", "A"))
        .containsEntry("every", "1h")
        .containsEntry(
            "arrived", Map.of("from", "1970-01-01T00:00:00Z", "to", "1970-01-01T00:50:00Z"))
        .containsEntry("shown", 4)
        .containsEntry("exact", 3);
    assertThat(told.get(1))
        .containsEntry("cause", "repeat_across_shards")
        .containsEntry("every", "5m")
        .containsEntry(
            "arrived",
            Map.of("from", "1970-01-01T01:00:00Z", "to", "1970-01-01T01:05:00Z", "shard", "s-0"))
        .containsEntry("shown", 2)
        .containsEntry("exact", 1);
    assertThat(told.get(2))
        .containsEntry("by", "true_up")
        .containsEntry("cut", "1970-01-01T01:40:00Z")
        .containsEntry("cross_checked", true)
        .containsEntry("pinned", false)
        .containsEntry("recomputed", 50)
        .containsEntry("corrected", 1)
        .containsEntry("compared", 40)
        .containsEntry("differing", 1)
        .containsEntry("told", 2)
        .containsEntry("tolerated", 0)
        .containsEntry("report", "s3://bucket/runs/r2/1/report.json");
  }

  /** What is shown alike, as a mean of other sums, is no number that has changed. */
  @Test
  void tell_numbersWithinTheTolerance_areCountedAlone() {
    swapped(
        corrections(
            List.of(corrected("a", 1_000, 999), corrected("b", 3, 3), corrected("c", null, 1))));
    tell();
    assertThat(details()).extracting(it -> it.get("shown")).startsWith(1_000, null).hasSize(3);
    assertThat(details().get(2)).containsEntry("told", 2).containsEntry("tolerated", 1);
  }

  @Test
  void tell_moreThanAnybodyHandles_theWorst() {
    List<Map<String, Object>> worst = new ArrayList<>();
    for (int i = 0; i < Telling.MOST; i++) {
      worst.add(corrected("category " + i, 2 * i + 1, 2 * i));
    }
    Map<String, Object> report = new TreeMap<>(corrections(worst));
    report.put("divergence", Map.of("offenders", List.of(offender(12, 2, 1))));
    swapped(report);

    assertThat(tell()).containsEntry("numbers", Telling.MOST);
    assertThat(details()).hasSize(Telling.MOST + 1);
    assertThat(details().get(Telling.MOST)).containsEntry("told", Telling.MOST);
    assertThat(details()).noneMatch(it -> it.containsValue("repeat_across_shards"));
  }

  @Test
  void tell_numberOfManyDigits_keepsThem() {
    swapped(
        corrections(
            List.of(corrected("a", new BigDecimal("0.1000000000000000055511151231257827"), 1))));
    tell();
    assertThat(details().get(0)).containsEntry("shown", "0.1000000000000000055511151231257827");
  }

  @Test
  void tell_again_theSameByTheSameIds() {
    swapped(corrections(List.of(corrected("a", 2, 1), corrected("b", 5, 1))));
    tell();
    tell();
    List<Bus.Notice> all = works.bus.taken();
    assertThat(all).hasSize(6);
    assertThat(all.subList(3, 6)).isEqualTo(all.subList(0, 3));
    assertThat(details().subList(0, 3)).extracting(it -> it.get("id")).doesNotHaveDuplicates();
  }

  @Test
  void tell_reportOfAnOlderRelease_theSwapAlone() {
    swapped(Map.of());
    assertThat(tell()).containsEntry("numbers", 0);
    assertThat(details()).singleElement().satisfies(it -> assertThat(it).containsEntry("told", 0));
  }

  @Test
  void tell_reportOfAnotherTable_failsAndTellsNothing() {
    swapped(corrections(List.of(corrected("a", 2, 1))));
    works.report("r2", Map.of("table", "segment-r2-again"));
    assertThatThrownBy(this::tell)
        .hasMessage(
            "report 'runs/r2/1/report.json' is of table 'segment-r2-again', expected the one of"
                + " version r2, 'segment-r2'");
    assertThat(works.bus.taken()).isEmpty();
  }

  @Test
  void tell_runThatHasNotSwapped_failsAndTellsNothing() {
    works.agreeUpTo(20).loaded("r2", 20);
    assertThatThrownBy(this::tell).hasMessageContaining("tell of run 'r2'");
    assertThat(works.bus.taken()).isEmpty();
  }

  @Test
  void untold_aSwap_printsAMetricWithTheReason() {
    assertThat(works.step("untold", "r2", "why", "bus 'x' is not there"))
        .isEqualTo(Map.of("outcome", "untold"));
    assertThat(works.log.toString(UTF_8))
        .isEqualTo(
            """
            {"_aws":{"CloudWatchMetrics":[{"Namespace":"Trueup","Dimensions":[["ControlTable"]],\
            "Metrics":[{"Name":"UntoldSwaps","Unit":"Count"}]}],"Timestamp":1732449600000},\
            "ControlTable":"control","UntoldSwaps":1,"run":"r2","why":"bus 'x' is not there"}
            """);
  }

  private Map<String, Object> tell() {
    return works.step("tell", "r2", "attempt", 1, "generation", 2);
  }

  private List<Map<String, Object>> details() {
    return works.bus.taken().stream().map(it -> Json.object(it.detail())).toList();
  }

  private void swapped(Map<String, Object> more) {
    works.agreeUpTo(20).loaded("r2", 20);
    Map<String, Object> report =
        new TreeMap<>(Json.object(new String(works.bytes("runs/r2/1/report.json"), UTF_8)));
    report.putAll(more);
    works.report("r2", report);
    assertThat(works.step("settle", "r2", "attempt", 1)).containsEntry("generation", 2);
  }

  private static Map<String, Object> corrections(List<Map<String, Object>> worst) {
    return Map.of(
        "replaced",
        List.of(segment("a", 0, 10)),
        "corrections",
        Map.of("compared", 9_000, "differing", worst.size(), "worst", worst));
  }

  private static Map<String, Object> segment(String table, long from, long to) {
    return Map.of("table", table, "from", from, "to", to);
  }

  private static Map<String, Object> corrected(
      String category, @Nullable Object served, Object exact) {
    Map<String, Object> number =
        new TreeMap<>(
            Map.of(
                "view", "orders",
                "key", "[\"%s\",\"A\"]".formatted(category),
                "every", "1h",
                "bucket", "1970-01-01T00:00:00Z",
                "measure", "orders",
                "exact", exact));
    if (served != null) {
      number.put("served", served);
    }
    return number;
  }

  private static Map<String, Object> offender(long epoch, Object live, Object exact) {
    return Map.of(
        "cause", "repeat_across_shards",
        "view", "orders",
        "key", "[\"books\",\"A\"]",
        "bucket", "1970-01-01T01:00:00Z",
        "measure", "orders",
        "live", live,
        "exact", exact,
        "shard", "s-0",
        "epoch", epoch);
  }
}
