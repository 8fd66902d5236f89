package io.trueup.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.port.Item;
import io.trueup.port.MemoryTable;
import io.trueup.port.Zip;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A view of a changed folder, of a deployment whose archive function is in the middle of the epoch
 * that holds the sales 35 to 39.
 */
class NewViewTest {

  private static final int PASSED = 35;

  @TempDir private Path folder = Path.of("");
  private @Nullable DeployedShop deployed;

  @BeforeEach
  void deploy() throws IOException {
    deployed = new DeployedShop(folder);
    String pipeline = shop().cli.read("shop/pipeline.yaml");
    shop()
        .cli
        .write(
            "shop/pipeline.yaml",
            pipeline
                + """
                  large:
                    from: sale
                    where: "amount > 10"
                    by: [store]
                    every: { 1h: 90d, 1d: forever }
                    measures: { sales: count(), amount_mean: mean(amount), best: "top(1, amount)" }
                """);
  }

  @AfterEach
  void close() {
    shop().close();
  }

  private DeployedShop shop() {
    return Objects.requireNonNull(deployed);
  }

  private Cli.Result replay(String... more) {
    List<String> command = new ArrayList<>(List.of("replay", "shop", "--view", "large"));
    command.addAll(List.of("--wait", "1ms"));
    command.addAll(List.of(more));
    return shop().cli.run(command.toArray(String[]::new));
  }

  /** Sales by store and hour of those from one number on and before another. */
  private static Map<String, Integer> naive(int from, int to) {
    Map<String, Integer> sales = new TreeMap<>();
    for (int i = from; i < to; i++) {
      if (i + 1 > 10) {
        sales.merge("s%d 2026-11-01T1%d:00:00Z".formatted(i % 3, i % 2), 1, Integer::sum);
      }
    }
    return sales;
  }

  private static Map<String, Integer> sales(Iterable<JsonNode> rows) {
    Map<String, Integer> sales = new TreeMap<>();
    for (JsonNode row : rows) {
      sales.put(
          row.at("/key/store").asText() + " " + row.required("bucket").asText(),
          row.required("sales").intValue());
    }
    return sales;
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return Json.read(text.getBytes(UTF_8));
  }

  @Test
  void view_notDeployed_showsWhatItSaysOfTheArchiveAndWritesNothing() throws IOException {
    List<Item> control = shop().cloud.table("control").all();
    List<Item> hot = shop().hot().all();

    Cli.Result result = replay("--json");

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    JsonNode shown = json(result.out());
    assertThat(sales(shown.required("rows"))).isEqualTo(naive(0, PASSED));
    assertThat(shown.required("whole").booleanValue()).isTrue();
    assertThat(shown.required("cross_checked").booleanValue()).isTrue();
    assertThat(shown.required("received").intValue()).isEqualTo(PASSED);
    assertThat(shown.required("from").asText()).isEqualTo("2026-11-01T11:40:00Z");
    assertThat(shown.required("to").asText()).isEqualTo("2026-11-01T12:15:00Z");
    JsonNode row = shown.required("rows").get(0);
    assertThat(row.required("exact").booleanValue()).isFalse();
    assertThat(row.at("/best/0").properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("value", "count", "low", "high");
    assertThat(shop().cloud.table("control").all()).isEqualTo(control);
    assertThat(shop().hot().all().stream().map(Item::key))
        .isEqualTo(hot.stream().map(Item::key).toList());
    assertThat(shop().cloud.puts()).isEmpty();
  }

  @Test
  void view_forPeople_isATableAndWhatItIsMadeOf() {
    Cli.Result result = replay("--every", "1d", "--limit", "2");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains(
            "large, every 1d, of what arrived from 2026-11-01T11:40:00Z to 2026-11-01T12:15:00Z: the"
                + " first 2 of 3 rows",
            "35 records: 35 accepted, of them 0 repeated and",
            "none rejected",
            "As live numbers are: of repeats those count that came beyond the window or on another"
                + " shard.")
        .doesNotContain("NOT WHOLE");
    assertThat(result.out().lines().filter(it -> it.contains("2026-11-01T00:00:00Z"))).hasSize(2);
  }

  @Test
  void view_someEpochsOfArrival_countsTheirSalesAlone() throws IOException {
    JsonNode shown =
        json(
            replay("--json", "--from", "2026-11-01T11:52:00Z", "--to", "2026-11-01T12:00:00Z")
                .out());

    assertThat(sales(shown.required("rows"))).isEqualTo(naive(10, 20));
    assertThat(shown.required("from").asText()).isEqualTo("2026-11-01T11:50:00Z");
  }

  @Test
  void view_oneKeyToAFile_hasALineForEachOfItsRows() throws IOException {
    Cli.Result result = replay("--key", "store=s1", "--out", "rows.jsonl", "--json");

    assertThat(result.exitCode()).isZero();
    assertThat(json(result.out()).has("rows")).isFalse();
    assertThat(folder.resolve("rows.jsonl.part")).doesNotExist();
    List<JsonNode> rows = new ArrayList<>();
    for (String line : shop().cli.read("rows.jsonl").lines().toList()) {
      rows.add(json(line));
    }
    Map<String, Integer> expected = naive(0, PASSED);
    expected.keySet().removeIf(place -> !place.startsWith("s1"));
    assertThat(sales(rows)).isEqualTo(expected);
  }

  @Test
  void view_toAFileAndARecordLacks_leavesNoFileThatLooksWhole() {
    shop().lines.remove(12);
    shop().archive(shop().lines);

    Cli.Result result = replay("--out", "rows.jsonl");

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(folder.resolve("rows.jsonl")).doesNotExist();
    assertThat(shop().cli.read("rows.jsonl.part")).isNotEmpty();
  }

  @Test
  void view_toAFileThatCannotBe_failsBeforeTheArchiveIsRead() {
    Cli.Result result = replay("--out", "nowhere/rows.jsonl");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("--out: ", "nowhere/rows.jsonl");
    assertThat(replay("--out", "shop").err()).contains("shop is there and no file");
    assertThat(shop().cloud.read()).noneMatch(key -> key.startsWith("archive/"));
  }

  @Test
  void view_archiveLacksARecord_namesItAndIsNeverShownAsWhole() throws IOException {
    shop().lines.remove(12);
    shop().archive(shop().lines);

    Cli.Result result = replay();

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.out())
        .contains(
            "NOT WHOLE: epoch 5978",
            "(2026-11-01T11:50:00Z) of shardId-000000000000@",
            "4 records in the archive, expected 5 as in the archive's ledger");
    JsonNode shown = json(replay("--json").out());
    assertThat(shown.required("whole").booleanValue()).isFalse();
    assertThat(shown.required("cross_checked").booleanValue()).isFalse();
    assertThat(shown.required("lacking")).hasSize(1);
  }

  @Test
  void view_speedIsBehind_saysThatNobodyCrossChecked() throws IOException {
    MemoryTable control = shop().cloud.table("control");
    List<Item> speed =
        control.all().stream()
            .filter(item -> item.key().partition().startsWith("ledger|speed|"))
            .toList();
    speed.subList(3, speed.size()).forEach(it -> control.remove(it.key(), it.unchanged("arrival")));

    Cli.Result result = replay();

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .containsOnlyOnce("not cross-checked: epoch")
        .contains(
            "(2026-11-01T11:50:00Z) of shardId-000000000000@",
            "the speed layer has not passed it, nor any later one: the archive's own ledger alone")
        .doesNotContain("NOT WHOLE");
    JsonNode shown = json(replay("--json").out());
    assertThat(shown.required("whole").booleanValue()).isTrue();
    assertThat(shown.required("cross_checked").booleanValue()).isFalse();
    assertThat(shown.required("not_cross_checked")).hasSize(1);
  }

  @Test
  void view_tornObject_isNamed() {
    byte[] whole = Zip.gzip(shop().lines);
    shop()
        .cloud
        .object("archive/2026/11/01/12/torn.gz", java.util.Arrays.copyOf(whole, whole.length / 2));

    Cli.Result result = replay();

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("broken: archive/2026/11/01/12/torn.gz, 1 line(s) from line");
  }

  @Test
  void view_pastWhatIsPassed_namesTheShard() {
    Cli.Result result = replay("--to", "2026-11-02");

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.out()).contains("the archive function has not passed it, nor any later one");
  }

  @Test
  void view_comparedWithTheDeployedOne_saysWhichNumbersDiffer() throws IOException {
    String pipeline = shop().cli.read("shop/pipeline.yaml");
    shop().cli.write("shop/pipeline.yaml", pipeline.replace("amount > 0", "amount != 34"));

    Cli.Result text = compared();
    Cli.Result result = compared("--json");

    assertThat(text.out()).contains("over the same records: 6 cells compared, 1 differ");
    JsonNode compared = json(result.out()).required("compared");
    assertThat(compared.required("cells").intValue()).isEqualTo(6);
    assertThat(compared.required("differing").intValue()).isEqualTo(1);
    // The one of 34 is among six of s0 at eleven: 4, 10, 16, 22, 28 and 34.
    assertThat(compared.required("worst").findValuesAsText("measure"))
        .containsExactly("amount_sum", "amount_max", "sales");
    assertThat(compared.at("/worst/0/deployed").intValue()).isEqualTo(114);
    assertThat(compared.at("/worst/0/new").intValue()).isEqualTo(80);
    assertThat(replay("--compare").err()).contains("deployed without a view 'large'");
  }

  @Test
  void view_comparedByOtherDimensions_isRefusedBeforeTheArchiveIsRead() {
    String pipeline = shop().cli.read("shop/pipeline.yaml");
    shop().cli.write("shop/pipeline.yaml", pipeline.replaceFirst("by: .store.", "by: [id, store]"));

    Cli.Result more = compared("--key", "id=7");

    assertThat(more.exitCode()).isEqualTo(2);
    assertThat(more.err())
        .contains("is by [store string], and the folder's by [id string, store string]");

    shop().cli.write("shop/pipeline.yaml", pipeline);
    String schema = shop().cli.read("shop/sale.avsc");
    shop()
        .cli
        .write("shop/sale.avsc", schema.replace("[\"null\", \"string\"]", "[\"null\", \"long\"]"));

    Cli.Result other = compared();

    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err()).contains("is by [store string], and the folder's by [store long]");
    assertThat(shop().cloud.read()).isNotEmpty().noneMatch(key -> key.startsWith("archive/"));
  }

  private Cli.Result compared(String... more) {
    List<String> command =
        new ArrayList<>(List.of("replay", "shop", "--view", "by_store", "--wait", "1ms"));
    command.add("--compare");
    command.addAll(List.of(more));
    return shop().cli.run(command.toArray(String[]::new));
  }

  @Test
  void view_folderThatIsWrong_saysFileAndLine() {
    shop().cli.write("shop/pipeline.yaml", "pipeline: shop\nevents: {}\n");

    Cli.Result result = replay();

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("shop/pipeline.yaml:");
  }

  @Test
  void view_wronglyAsked_saysWhatThereIs() {
    assertThat(shop().cli.run("replay", "shop", "--view", "none").err())
        .contains("pipeline 'shop' has no view 'none', expected one of by_store, large");
    assertThat(replay("--every", "2h").err()).contains("expected one of 1h, 1d");
    assertThat(replay("--key", "shop=1").err())
        .contains("no dimension 'shop', expected one of store");
    assertThat(replay("--from", "2026-11-03").err()).contains("no epoch to read");
    assertThat(replay("--dry-run").exitCode()).isEqualTo(2);
    assertThat(shop().cli.run("replay", "shop").err()).contains("expected --view");
    assertThat(shop().cli.run("replay", "--limit", "9").err()).contains("expected --view");
  }
}
