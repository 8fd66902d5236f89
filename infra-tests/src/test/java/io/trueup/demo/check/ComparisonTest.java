package io.trueup.demo.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.trueup.demo.check.Comparison.Demand;
import io.trueup.demo.check.Row.Claim;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static final CellId FIRST = cell("ATL");
  private static final CellId SECOND = cell("JFK");
  private static final String MEASURES = "{\"flights\":3,\"mean\":0.1,\"least\":null}";
  private static final Map<CellId, Map<String, JsonNode>> TWO =
      Map.of(FIRST, measures(MEASURES), SECOND, measures(MEASURES));

  @Test
  void compare_equalAnswers_findsNothing() {
    assertThat(wrong(Demand.EXACT, row(FIRST, MEASURES), row(SECOND, MEASURES))).isEmpty();
  }

  @Test
  void compare_missingCell_findsIt() {
    assertThat(wrong(Demand.ANY, row(FIRST, MEASURES)))
        .singleElement()
        .satisfies(
            wrong -> {
              assertThat(wrong.cell()).isEqualTo(SECOND);
              assertThat(wrong.found()).isEqualTo("no row");
            });
  }

  @Test
  void compare_surplusCell_findsIt() {
    assertThat(wrong(Demand.ANY, row(FIRST, MEASURES), row(SECOND, MEASURES), row(cell("X"), "{}")))
        .singleElement()
        .satisfies(
            wrong -> {
              assertThat(wrong.cell()).isEqualTo(cell("X"));
              assertThat(wrong.expected()).isEqualTo("no row");
            });
  }

  @Test
  void compare_cellAnsweredTwice_findsIt() {
    assertThat(wrong(Demand.ANY, row(FIRST, MEASURES), row(FIRST, MEASURES), row(SECOND, MEASURES)))
        .singleElement()
        .satisfies(wrong -> assertThat(wrong.found()).isEqualTo("it twice"));
  }

  @Test
  void compare_anyMeasureOtherwise_findsIt() {
    for (String otherwise :
        List.of(
            "{\"flights\":4,\"mean\":0.1,\"least\":null}",
            "{\"flights\":3.0,\"mean\":0.1,\"least\":null}",
            "{\"flights\":\"3\",\"mean\":0.1,\"least\":null}",
            "{\"flights\":3,\"mean\":0.10000000000000002,\"least\":null}",
            "{\"flights\":3,\"mean\":null,\"least\":null}",
            "{\"flights\":3,\"mean\":0.1,\"least\":0}",
            "{\"flights\":3,\"mean\":0.1}",
            "{\"flights\":3,\"mean\":0.1,\"least\":null,\"more\":1}")) {
      assertThat(wrong(Demand.ANY, row(FIRST, otherwise), row(SECOND, MEASURES)))
          .as(otherwise)
          .hasSize(1);
    }
  }

  @Test
  void equal_decimals_areComparedDigitByDigit() {
    JsonNode expected = DecimalNode.valueOf(new BigDecimal("90071992547409.9301"));
    assertThat(
            Comparison.equal(expected, DecimalNode.valueOf(new BigDecimal("90071992547409.93010"))))
        .isTrue();
    assertThat(
            Comparison.equal(expected, DecimalNode.valueOf(new BigDecimal("90071992547409.9302"))))
        .isFalse();
    assertThat(Comparison.equal(expected, TextNode.valueOf("90071992547409.9301"))).isFalse();
  }

  @Test
  void compare_liveRow_isWrongOnlyWhereExactIsDemanded() {
    Row live = new Row(SECOND, Claim.LIVE, measures(MEASURES));
    assertThat(wrong(Demand.ANY, row(FIRST, MEASURES), live)).isEmpty();
    assertThat(wrong(Demand.EXACT, row(FIRST, MEASURES), live))
        .containsExactly(new Wrong(SECOND, "exact", "true", "false"));
  }

  @Test
  void compare_otherDigitsOfTheSameDouble_isEqual() {
    String longer = "{\"flights\":3,\"mean\":0.1000000000000000055511151231257827,\"least\":null}";
    assertThat(wrong(Demand.ANY, row(FIRST, longer), row(SECOND, MEASURES))).isEmpty();
  }

  @Test
  void compare_estimate_isRightWhereItsBoundsHoldTheNumber() {
    assertThat(estimated(Claim.LIVE, "{\"p95\":30}", "{\"p95\":{\"low\":29,\"high\":31}}"))
        .isEmpty();
    assertThat(estimated(Claim.LIVE, "{\"p95\":30}", "{\"p95\":{\"low\":29,\"high\":30.5}}"))
        .hasSize(1);
    assertThat(estimated(Claim.LIVE, "{\"p95\":35}", "{\"p95\":{\"low\":29,\"high\":34}}"))
        .hasSize(1);
    assertThat(estimated(Claim.LIVE, "{\"p95\":30}", "{}")).hasSize(1);
    assertThat(estimated(Claim.EXACT, "{\"p95\":31}", "{}")).isEmpty();
    assertThat(estimated(Claim.EXACT, "{\"p95\":31}", "{\"p95\":{\"low\":31,\"high\":31}}"))
        .hasSize(1);
  }

  private static List<Wrong> estimated(Claim claim, String measures, String bounds) {
    Row row = new Row(FIRST, claim, measures(measures), measures(bounds));
    return new Comparison(Demand.ANY)
        .compare(Map.of(FIRST, measures("{\"p95\":31}")), List.of(row));
  }

  @Test
  void compare_exactTop_isTheFirstOfAllValuesWithTheirCounts() {
    assertThat(top(Claim.EXACT, "[{'value':'a','count':9},{'value':'b','count':5}]")).isEmpty();
    for (String otherwise :
        List.of(
            "[{'value':'a','count':9}]",
            "[{'value':'a','count':9},{'value':'b','count':4}]",
            "[{'value':'a','count':9},{'value':'c','count':5}]",
            "[{'value':'b','count':5},{'value':'a','count':9}]",
            "[{'value':'a','count':9,'low':9,'high':9},{'value':'b','count':5,'low':5,'high':5}]",
            "[]")) {
      assertThat(top(Claim.EXACT, otherwise)).as(otherwise).hasSize(1);
    }
  }

  @Test
  void compare_liveTop_isRightWhereItsBoundsHoldTheCounts() {
    String a = "{'value':'a','count':9,'low':8,'high':10}";
    assertThat(top(Claim.LIVE, "[" + a + ",{'value':'b','count':5,'low':5,'high':5}]")).isEmpty();
    assertThat(top(Claim.LIVE, "[" + a + ",{'value':'c','count':5,'low':4,'high':5}]")).isEmpty();
    for (String otherwise :
        List.of(
            "[" + a + ",{'value':'b','count':5,'low':6,'high':7}]",
            "[" + a + ",{'value':'x','count':5,'low':5,'high':5}]",
            "[" + a + "," + a + "]",
            "[{'value':'b','count':5,'low':5,'high':5},{'value':'c','count':5,'low':5,'high':5}]",
            "[]")) {
      assertThat(top(Claim.LIVE, otherwise)).as(otherwise).hasSize(1);
    }
  }

  @Test
  void compare_liveTopOfNothing_onlyWhereEachValueIsRare() {
    assertThat(top(Claim.LIVE, "[]")).hasSize(1);
    assertThat(emptyTopOf(100)).isEmpty();
    assertThat(emptyTopOf(70)).hasSize(1);
  }

  /** Of so many values, each once, a live top that has none. */
  private static List<Wrong> emptyTopOf(int values) {
    String all =
        IntStream.range(0, values)
            .mapToObj("{\"value\":\"v%d\",\"count\":1}"::formatted)
            .collect(Collectors.joining(","));
    Map<String, JsonNode> expected =
        measures("{\"top\":{\"limit\":2,\"frequent\":[%s]}}".formatted(all));
    Row row = new Row(FIRST, Claim.LIVE, measures("{\"top\":[]}"));
    return new Comparison(Demand.ANY).compare(Map.of(FIRST, expected), List.of(row));
  }

  /** Of nine a, five b, five c, one d a top of two. */
  private static List<Wrong> top(Claim claim, String answer) {
    String all =
        "{'top':{'limit':2,'frequent':[{'value':'a','count':9},{'value':'b','count':5},"
            + "{'value':'c','count':5},{'value':'d','count':1}]}}";
    Row row = new Row(FIRST, claim, measures("{'top':%s}".formatted(answer).replace('\'', '"')));
    return new Comparison(Demand.ANY)
        .compare(Map.of(FIRST, measures(all.replace('\'', '"'))), List.of(row));
  }

  @Test
  void between_oneOfFourPairsOtherwise_isAQuarter() {
    List<Row> live = List.of(row(FIRST, "{\"a\":1,\"b\":2}"), row(SECOND, "{\"a\":1,\"b\":2}"));
    List<Row> exact = List.of(row(FIRST, "{\"a\":1,\"b\":3}"), row(SECOND, "{\"a\":1,\"b\":2}"));
    assertThat(Divergence.between(live, exact)).isEqualTo(new Divergence(4, 1));
    assertThat(Divergence.between(live, exact).percent()).isEqualTo("25.000%");
    assertThat(Divergence.between(live, live).percent()).isEqualTo("0.000%");
  }

  @Test
  void between_rowOnOneSideOnly_differsInEachMeasure() {
    List<Row> one = List.of(row(FIRST, "{\"a\":1,\"b\":2}"));
    assertThat(Divergence.between(one, List.of())).isEqualTo(new Divergence(2, 2));
    assertThat(Divergence.between(List.of(), one)).isEqualTo(new Divergence(2, 2));
  }

  @Test
  void percent_oneOfAMillion_isNotPrintedAsNone() {
    assertThat(new Divergence(1_000_000, 1).percent()).isEqualTo("0.001%");
    assertThat(new Divergence(0, 0).percent()).isEqualTo("0.000%");
  }

  private static List<Wrong> wrong(Demand demand, Row... rows) {
    return new Comparison(demand).compare(TWO, List.of(rows));
  }

  private static Row row(CellId cell, String measures) {
    return new Row(cell, Claim.EXACT, measures(measures));
  }

  private static CellId cell(String origin) {
    CellId.Key key = CellId.Key.of(node("{\"origin\":\"%s\"}".formatted(origin)));
    return new CellId("departures", "1h", key, Instant.EPOCH);
  }

  private static Map<String, JsonNode> measures(String text) {
    Map<String, JsonNode> measures = new TreeMap<>();
    node(text).properties().forEach(entry -> measures.put(entry.getKey(), entry.getValue()));
    return measures;
  }

  private static JsonNode node(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
