package io.trueup.demo.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.trueup.demo.host.Checkout;
import io.trueup.demo.send.FlightsInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The flights' oracle against numbers that anyone can check by eye. */
class SqlOracleTest {

  private static final String FLIGHTS =
      """
      {"date":"2001-01-01 00:01:00","delay":null,"distance":2000,"origin":"ATL","destination":"SAV"}
      {"date":"2001-01-01 00:04:59","delay":-3,"distance":1000,"origin":"ATL","destination":"MDW"}
      {"date":"2001-01-01 00:05:00","delay":6,"distance":1001,"origin":"ATL","destination":"SAV"}
      {"date":"2001-01-02 23:59:00","delay":1,"distance":1,"origin":"LAX","destination":"SAV"}
      """;

  @Test
  void cells_fourFlights_areAsCountedByHand(@TempDir Path folder) throws Exception {
    Map<CellId, Map<String, JsonNode>> cells = cells(folder, 4);
    Map<String, Long> sizes =
        cells.keySet().stream()
            .collect(Collectors.groupingBy(c -> c.view() + " " + c.every(), Collectors.counting()));
    assertThat(sizes)
        .isEqualTo(
            Map.of(
                "departures_by_origin 5m", 3L,
                "departures_by_origin 1h", 2L,
                "departures_by_origin 1d", 2L,
                "long_haul_arrivals 1h", 1L,
                "long_haul_arrivals 1d", 1L,
                "all_departures 1h", 2L,
                "all_departures 1d", 2L));
    assertThat(cells.get(departures("1h")))
        .hasToString(
            "{delay_max=6, delay_mean=1.5, delay_min=-3, delay_sum=3, distance_max=2000,"
                + " distance_mean=1333.6666666666667, distance_min=1000, distance_sum=4001,"
                + " flights=3}");
  }

  @Test
  void cells_firstFlightOnly_hasNoDelay(@TempDir Path folder) throws Exception {
    assertThat(cells(folder, 1).get(departures("5m")))
        .hasToString(
            "{delay_max=null, delay_mean=null, delay_min=null, delay_sum=null, distance_max=2000,"
                + " distance_mean=2000.0, distance_min=2000, distance_sum=2000, flights=1}");
  }

  private Map<CellId, Map<String, JsonNode>> cells(Path folder, long sent) throws Exception {
    Path file = Files.writeString(folder.resolve("flights.json"), FLIGHTS);
    Path pipeline = new Checkout(Path.of("..")).pipeline("flights");
    try (FlightsInput input = FlightsInput.open(file, 4)) {
      return SqlOracle.of(pipeline, input.connection()).cells(sent);
    }
  }

  private static CellId departures(String every) {
    CellId.Key atlanta = new CellId.Key(Map.of("origin", TextNode.valueOf("ATL")));
    return new CellId(
        "departures_by_origin", every, atlanta, Instant.parse("2001-01-01T00:00:00Z"));
  }
}
