package io.trueup.demo.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.cli.send.Packing;
import io.trueup.demo.host.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightsInputTest {

  @Test
  void flights_jsonLines_areNumberedInOrder(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("flights.json"),
            """
            {"date":"2001-01-01 00:01:00","delay":null,"distance":215,"origin":"ATL","destination":"SAV"}
            {"date":"2001-01-01 00:02:00","delay":-3,"distance":405,"origin":"MCI","destination":"MDW"}
            {"date":"2001-01-01 00:03:00","delay":1,"distance":1,"origin":"X","destination":"Y"}
            """);
    try (FlightsInput input = FlightsInput.open(file, 2)) {
      assertThat(input.count()).isEqualTo(2);
      assertThat(input.flights(0, 9))
          .containsExactly(
              new Flight(0, 978307260000L, null, 215L, "ATL", "SAV"),
              new Flight(1, 978307320000L, -3L, 405L, "MCI", "MDW"));
      assertThat(input.flights(1, 2)).hasSize(1);
    }
  }

  @Test
  void entry_nullDelay_staysNull() {
    Packing.Entry entry = new Flight(7, 978307260000L, null, 215L, "ATL", "SAV").entry();
    assertThat(entry.partitionKey()).isEqualTo("ATL");
    assertThat(new String(entry.data(), UTF_8))
        .isEqualTo(
            "{\"id\":7,\"departure\":978307260000,\"delay\":null,\"distance\":215,"
                + "\"origin\":\"ATL\",\"destination\":\"SAV\"}");
  }

  @Test
  void open_otherColumns_saysWhatIsExpected(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("other.json"), "{\"a\":1}\n");
    assertThatThrownBy(() -> FlightsInput.open(file, 2))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("other.json")
        .hasMessageContaining("expected Parquet or JSON lines with date, delay");
  }

  @Test
  void open_noFile_saysWhere(@TempDir Path folder) {
    assertThatThrownBy(() -> FlightsInput.open(folder.resolve("none.parquet"), 2))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("none.parquet");
  }
}
