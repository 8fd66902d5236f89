package io.trueup.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.event.Aggregation;
import io.trueup.event.StreamRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendTest {

  @TempDir private Path folder = Path.of("");
  private final FakeCloud cloud = new FakeCloud();

  SendTest() throws IOException {}

  @AfterEach
  void close() {
    cloud.close();
  }

  private Cli cli() {
    cloud.deployed("shop");
    Cli cli = new Cli(folder, cloud.environment());
    cli.shop();
    return cli;
  }

  private static String sale(int id, String store) {
    return "{\"id\":\"%d\",\"at\":\"2026-10-31T10:00:00Z\",\"amount\":1,\"store\":%s}"
        .formatted(id, store);
  }

  private static int id(String sale) {
    return Integer.parseInt(sale.replaceAll("^..id...([0-9]+).*", "$1"));
  }

  /** What arrived, by the shard that its partition key is for. */
  private Map<Boolean, List<String>> arrived() {
    Map<Boolean, List<String>> shards = new LinkedHashMap<>();
    for (FakeCloud.Put put : cloud.puts()) {
      boolean high = org.apache.commons.codec.digest.DigestUtils.md5(put.partitionKey())[0] < 0;
      for (StreamRecord record : Aggregation.split("1", 0, put.data())) {
        shards
            .computeIfAbsent(high, none -> new ArrayList<>())
            .add(new String(record.data(), UTF_8));
      }
    }
    return shards;
  }

  @Test
  void send_manyEvents_arriveOnceAndInOrderThoughSomeAreRefused() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 12_000; i++) {
      lines.add(sale(i, "\"s" + i % 11 + "\""));
    }
    Cli cli = cli();
    cloud.refusing(3);

    Cli.Result result = cli.runWith(String.join("\n", lines), "send", "shop", "-");

    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .startsWith("12,000 lines sent to 2 shards in ")
        .contains("; 0 of them");
    Map<Boolean, List<String>> arrived = arrived();
    assertThat(arrived).hasSize(2);
    assertThat(arrived.values().stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(lines);
    arrived.values().forEach(shard -> assertThat(shard.stream().map(SendTest::id)).isSorted());
  }

  @Test
  void send_oddLinesAndKeys_goAsTheyAreAndAreCounted() {
    String large = sale(3, "\"" + "x".repeat(900_000) + "\"");
    String tooLarge = sale(4, "\"" + "x".repeat(1 << 20) + "\"");
    Cli cli = cli();

    Cli.Result result =
        cli.runWith(
            String.join("\n", "not json", sale(1, "null"), sale(2, "\"\""), large, tooLarge),
            "send",
            "shop",
            "-",
            "--json");

    assertThat(result.out())
        .isEqualTo("{\"sent\":4,\"no_events\":1,\"too_large\":1,\"shards\":2}\n");
    assertThat(result.err()).contains("line 5 not sent: 1,048,");
    assertThat(arrived().values().stream().flatMap(List::stream))
        .containsExactlyInAnyOrder("not json", sale(1, "null"), sale(2, "\"\""), large);
  }

  /** Kinesis counts the partition key with the data: together they are 1 MiB at most. */
  @Test
  void send_lineThatIsTooLargeWithItsKey_isNotSent() {
    String key = "ü".repeat(100);
    int room = (1 << 20) - key.getBytes(UTF_8).length;
    String largest = padded(sale(1, '"' + key + '"'), room);
    String tooLarge = padded(sale(2, '"' + key + '"'), room + 1);

    Cli.Result result = cli().runWith(largest + "\n" + tooLarge, "send", "shop", "-", "--json");

    assertThat(result.out())
        .isEqualTo("{\"sent\":1,\"no_events\":0,\"too_large\":1,\"shards\":2}\n");
    assertThat(result.err())
        .contains("line 2 not sent: 1,048,577 bytes with its key, and no record holds over");
    assertThat(arrived().values().stream().flatMap(List::stream)).containsExactly(largest);
  }

  /** The event with blanks at its end, so many bytes in all. */
  private static String padded(String event, int bytes) {
    return event + " ".repeat(bytes - event.getBytes(UTF_8).length);
  }

  @Test
  void send_rateOfNone_isRefused() {
    assertThat(cli().runWith(sale(1, "null"), "send", "shop", "-", "--rate", "0").err())
        .isEqualTo("trueup send: --rate: 0, expected at least 1\n");
  }
}
