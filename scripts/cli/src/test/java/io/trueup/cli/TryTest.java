package io.trueup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TryTest {

  private static final Instant FIRST = Instant.parse("2026-10-28T00:00:00Z");
  private static final String[] STORES = {"a|b", "c#d", "\"e\"", "é😀", " ", "null"};

  @TempDir private Path folder = Path.of("");

  private record Sale(int id, Instant at, long amount, String store) {
    String line() {
      return "{\"id\":\"%d\",\"at\":\"%s\",\"amount\":%d,\"store\":\"%s\"}"
          .formatted(id, at, amount, store.replace("\"", "\\\""));
    }
  }

  private static List<Sale> sales(long seed) {
    Random random = new Random(seed);
    List<Sale> sales = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      sales.add(
          new Sale(
              random.nextInt(1_500),
              FIRST.plusSeconds(random.nextInt(3 * 86_400)),
              random.nextInt(200) - 50,
              STORES[random.nextInt(STORES.length)]));
    }
    return sales;
  }

  /** Every cell as text, computed without anything of Trueup. */
  private static Map<String, String> naive(List<Sale> sales) {
    Map<String, long[]> cells = new TreeMap<>();
    Set<Integer> seen = new HashSet<>();
    for (Sale sale : sales) {
      if (!seen.add(sale.id()) || sale.amount() <= 0) {
        continue;
      }
      for (ChronoUnit unit : List.of(ChronoUnit.HOURS, ChronoUnit.DAYS)) {
        String place = "%s %s %s".formatted(unit, sale.store(), sale.at().truncatedTo(unit));
        long[] cell = cells.computeIfAbsent(place, none -> new long[] {0, 0, Long.MIN_VALUE});
        cell[0]++;
        cell[1] += sale.amount();
        cell[2] = Math.max(cell[2], sale.amount());
      }
    }
    Map<String, String> texts = new TreeMap<>();
    cells.forEach((place, cell) -> texts.put(place, cell[0] + " " + cell[1] + " " + cell[2]));
    return texts;
  }

  private static Map<String, String> cells(JsonNode answer) {
    Map<String, String> cells = new TreeMap<>();
    for (JsonNode view : answer.get("views")) {
      String unit = view.get("every").asText().equals("1h") ? "Hours" : "Days";
      for (JsonNode row : view.get("rows")) {
        cells.put(
            "%s %s %s".formatted(unit, row.at("/key/store").asText(), row.get("bucket").asText()),
            row.get("sales") + " " + row.get("amount_sum") + " " + row.get("amount_max"));
      }
    }
    return cells;
  }

  private static JsonNode json(Cli.Result result) throws JsonProcessingException {
    return Json.read(result.out().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void try_randomSales_equalsANaiveComputation() throws JsonProcessingException {
    for (long seed = 1; seed <= 5; seed++) {
      List<Sale> sales = sales(seed);
      Cli cli = Cli.in(folder);
      cli.shop();
      String input = String.join("\n", sales.stream().map(Sale::line).toList());

      JsonNode answer = json(cli.runWith(input, "try", "shop", "-", "--json"));

      assertThat(cells(answer)).as("seed %d", seed).isEqualTo(naive(sales));
      assertThat(answer.get("repeated").asLong())
          .isEqualTo(sales.size() - sales.stream().map(Sale::id).distinct().count());
    }
  }

  @Test
  void try_rejectedLines_areCountedByReasonWithLineAndDetail() {
    Cli cli = Cli.in(folder);
    cli.shop();
    cli.write(
        "shop/sample.jsonl",
        """
        {"id":"1","at":"2026-11-01T10:00:00Z","amount":5,"store":"x"}
        {"id":"2","at":"2026-11-01T10:00:00Z","amount":"5"}
        not json
        {"at":"2026-11-01T10:00:00Z","amount":5}
        {"id":"4","amount":5}
        {"id":"5","at":"2026-11-01T13:00:00.001Z","amount":5}
        {"id":"1","at":"2026-11-01T11:00:00Z","amount":7,"store":"x"}
        {"id":"6","at":"2026-11-01T13:00:00Z","amount":5}
        {"id":"7","at":"2026-10-01T10:00:00Z","amount":5}
        """);

    Cli.Result result = cli.run("try");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("9 lines: 4 accepted, 5 rejected; of the accepted 1 repeated, 1 late")
        .contains("schema: 1 rejected\n  line 2: ")
        .contains("not_json: 1 rejected\n  line 3: ")
        .contains("no_id: 1 rejected\n  line 4: ")
        .contains("no_time: 1 rejected\n  line 5: ")
        .contains("future: 1 rejected\n  line 6: ")
        .contains("2026-11-01T00:00:00Z  x          1           5           5")
        .contains("Estimate for AWS: $");
  }

  @Test
  void try_nothingAccepted_exitsWithOne() {
    Cli cli = Cli.in(folder);
    cli.shop();

    Cli.Result result = cli.runWith("{}\n", "try", "shop", "-");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).contains("1 lines: 0 accepted, 1 rejected").doesNotContain("Estimate");
  }

  @Test
  void try_viewOrSizeThatIsNot_namesWhatThereIs() {
    Cli cli = Cli.in(folder);
    cli.shop();

    assertThat(cli.run("try", "shop", "-", "--view", "nope").err())
        .isEqualTo(
            "trueup try: --view: pipeline 'shop' has no view 'nope', expected one of by_store\n");
    assertThat(cli.run("try", "shop", "-", "--every", "2h").err())
        .isEqualTo("trueup try: --every: no view has buckets of '2h', expected one of 1h, 1d\n");
    assertThat(cli.run("try", "shop", "-", "--every", "2x").err())
        .contains("'2x'")
        .contains("1h, 1d");
  }

  @Test
  void try_limit_showsTheNewestBucketsFirst() {
    Cli cli = Cli.in(folder);
    cli.shop();
    String input = String.join("\n", sales(1).stream().map(Sale::line).toList());

    String out = cli.runWith(input, "try", "shop", "-", "--every", "1d", "--limit", "2").out();

    assertThat(out).contains("by_store, every 1d: the newest 2 of 18 cells");
    assertThat(out.lines().filter(line -> line.startsWith("  2026-10-30"))).hasSize(2);
  }
}
