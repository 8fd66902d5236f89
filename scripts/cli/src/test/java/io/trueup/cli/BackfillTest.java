package io.trueup.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.event.Aggregation;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import io.trueup.port.Condition;
import io.trueup.port.Zip;
import io.trueup.store.ArchiveLine;
import io.trueup.store.InForce;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import io.trueup.store.Quota;
import io.trueup.store.Tally;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackfillTest {

  private static final LocalDate TODAY = LocalDate.parse("2026-11-01");

  @TempDir private Path folder = Path.of("");
  private final FakeCloud cloud = new FakeCloud();
  private Cli cli = Cli.in(folder);

  BackfillTest() throws IOException {}

  @BeforeEach
  void deploy() throws IOException {
    cli = new Cli(folder, cloud.environment());
    cli.shop();
    cloud.deployed("shop").definition(folder.resolve("shop"));
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  private static String sale(int id, String at) {
    return "{\"id\":\"%d\",\"at\":\"%s\",\"amount\":1,\"store\":\"s%d\"}".formatted(id, at, id % 7);
  }

  /** A week of ten sales a day, with a line that is none and one from the future. */
  private List<String> week() {
    List<String> sales = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      sales.add(sale(i, "2026-10-%02dT10:00:00Z".formatted(20 + i / 10)));
    }
    List<String> lines = new ArrayList<>(sales);
    lines.add(3, "not json");
    lines.add(50, sale(99, "2027-01-01T00:00:00Z"));
    cli.write("week.jsonl", String.join("\n", lines));
    return sales;
  }

  private List<String> arrived() {
    return cloud.puts().stream()
        .flatMap(put -> Aggregation.split("1", 0, put.data()).stream())
        .map(StreamRecord::data)
        .map(data -> new String(data, UTF_8))
        .toList();
  }

  @Test
  void backfill_dryRun_statesWhatItWouldSendAndSendsNothing() {
    week();

    Cli.Result result =
        cli.run(
            "backfill",
            "shop",
            "week.jsonl",
            "--from",
            "2026-10-22",
            "--to",
            "2026-10-24",
            "--rate",
            "4",
            "--per-day",
            "15",
            "--dry-run");

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains(
            "week.jsonl: 20 events, ",
            "passed over: 1 future, 1 not_json, 50 outside_range",
            "at 4 events a second 5 s; at 15 a day, 15 left today, 2 days",
            "estimated cost: $0.",
            "Kinesis",
            "Lambda, both layers",
            "DynamoDB, deltas",
            "DynamoDB, ledgers",
            "Firehose",
            "S3, a month",
            "EMR Serverless",
            "DynamoDB, new version");
    assertThat(cloud.puts()).isEmpty();
    assertThat(cloud.table("control").all()).isEmpty();
  }

  /** Kinesis would refuse it, and with it the whole backfill. */
  @Test
  void backfill_eventThatIsTooLargeWithItsKey_isPassedOver() {
    String sale = sale(1, "2026-10-20T10:00:00Z");
    cli.write(
        "large.jsonl",
        sale(2, "2026-10-20T10:00:00Z") + "\n" + sale + " ".repeat((1 << 20) - sale.length()));

    assertThat(cli.run("backfill", "shop", "large.jsonl", "--dry-run").out())
        .contains("large.jsonl: 1 events, ", "passed over: 1 too_large");
  }

  @Test
  void backfill_onGlueLoadedByImport_statesTheirPrices() {
    cloud.deployed("shop", "glue", "import");
    week();

    assertThat(cli.run("backfill", "shop", "week.jsonl", "--dry-run").out())
        .contains("Glue", "2 DPU for 90 s", "DynamoDB, import")
        .doesNotContain("EMR Serverless", "DynamoDB, new version");
  }

  @ParameterizedTest
  @CsvSource({
    "--from 2026-10-24 --to 2026-10-22, expected --from before --to",
    "--from 2026-10-24 --to 2026-10-24, expected --from before --to",
    "--from yesterday, expected a time as",
    "--rate 0, '--rate: 0, expected at least 1'",
    "--per-day 0, '--per-day: 0, expected at least 1'",
    "--at-most 0, '--at-most: 0.0, expected more than 0'",
    "--at-most -1, '--at-most: -1.0, expected more than 0'",
    "--rejected nonsense, expected one of not_json",
    "--rejected future, expected one of them"
  })
  void backfill_wronglyAsked_saysWhatIsWrongAndSendsNothing(String options, String said) {
    week();
    List<String> words = new ArrayList<>(List.of("backfill", "shop", "week.jsonl", "--yes"));
    words.addAll(List.of(options.split(" ", -1)));

    Cli.Result result = cli.run(words.toArray(String[]::new));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains(said);
    assertThat(cloud.puts()).isEmpty();
  }

  @Test
  void backfill_quotaUsedUp_endsThereAndGoesOnTheNextDay() {
    List<String> sales = week();

    Cli.Result first = cli.run("backfill", "shop", "week.jsonl", "--per-day", "30", "--yes");

    assertThat(first.exitCode()).isEqualTo(3);
    assertThat(first.out())
        .contains(
            "the quota of 2026-11-01, 30 events of all backfills, is used up: 30 sent now, 40 left;",
            "from 2026-11-02T00:00:00Z on");
    assertThat(arrived()).containsExactlyInAnyOrderElementsOf(sales.subList(0, 30));

    Cli.Result again =
        cli.run("backfill", "shop", "week.jsonl", "--per-day", "30", "--yes", "--json");

    assertThat(again.exitCode()).isEqualTo(3);
    assertThat(again.out()).contains("\"sent_before\":30", "\"sent\":0,\"left\":40");

    for (int day = 1; day <= 2; day++) {
      cli.runAt(
          Cli.NOW.plus(Duration.ofDays(day)),
          "",
          "backfill",
          "shop",
          "week.jsonl",
          "--per-day",
          "30",
          "--yes");
    }
    assertThat(arrived()).containsExactlyInAnyOrderElementsOf(sales);
    assertThat(cli.run("backfill", "shop", "week.jsonl").exitCode()).isZero();
  }

  @Test
  void backfill_anotherHasReservedMost_sendsWhatIsLeftOfTheDay() {
    week();
    Quota.reserve(cloud.table("control"), TODAY, 40, 35);

    Cli.Result result = cli.run("backfill", "shop", "week.jsonl", "--per-day", "40", "--yes");

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(arrived()).hasSize(5);
  }

  @Test
  void backfill_overTheBudget_isRefused() {
    week();

    Cli.Result result = cli.run("backfill", "shop", "week.jsonl", "--at-most", "0.000001", "--yes");

    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(result.err()).contains("expected at most $0.00; nothing was sent");
    assertThat(cloud.puts()).isEmpty();
  }

  @Test
  void backfill_asked_sendsOnYesAlone() {
    week();

    assertThat(cli.runWith("no\n", "backfill", "shop", "week.jsonl").exitCode()).isEqualTo(4);
    assertThat(cli.runWith("", "backfill", "shop", "week.jsonl").exitCode()).isEqualTo(4);
    assertThat(cloud.puts()).isEmpty();

    assertThat(cli.runWith("yes\n", "backfill", "shop", "week.jsonl").exitCode()).isZero();
    assertThat(arrived()).hasSize(70);
  }

  @Test
  void backfill_folderOfAnotherDefinition_isRefused() throws IOException {
    week();
    Path file = folder.resolve("shop/pipeline.yaml");
    Files.writeString(file, Files.readString(file).replace("amount > 0", "amount > 1"));

    Cli.Result result = cli.run("backfill", "shop", "week.jsonl", "--yes");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("what one accepts the other may not");
  }

  @Test
  void backfill_rejected_sendsWhatIsAcceptedNowAndDoesNotCountYet() {
    Instant then = Instant.parse("2026-10-01T00:00:00Z");
    List<String> records =
        List.of(
            sale(1, "2026-10-30T00:00:00Z"),
            sale(2, "2026-10-31T00:00:00Z"),
            sale(3, "2027-10-31T00:00:00Z"),
            sale(2, "2026-10-31T00:00:00Z"),
            sale(4, "2026-10-01T00:00:00Z"),
            sale(5, "2026-10-29T00:00:00Z"),
            "not json");
    archive(then, records, Map.of("received", 7L, "rejected.future", 5L));
    // One was sent again before.
    archive(
        Instant.parse("2026-10-31T12:00:00Z"),
        List.of(sale(1, "2026-10-30T00:00:00Z")),
        Map.of("received", 1L, "accepted", 1L));

    Cli.Result result =
        cli.run(
            "backfill", "shop", "--rejected", "future", "--from", "2026-10-30", "--yes", "--json");

    assertThat(result.err()).isEmpty();
    assertThat(arrived()).containsExactly(sale(2, "2026-10-31T00:00:00Z"));
    assertThat(result.out())
        .contains(
            "\"passed_over\":{\"outside_range\":1,\"repeated\":1,\"sent_again_already\":1,"
                + "\"still_rejected\":1}");
  }

  /** Records that arrive on a shard at one time, and the archive's ledger of them. */
  private void archive(Instant arrived, List<String> records, Map<String, Long> counts) {
    InForce inForce =
        InForce.establish(
            cloud.table("control"),
            InForce.first(Span.parse("5m"), fingerprint(), "s3://archived/definition.zip"),
            0);
    Epochs epochs = new Epochs(inForce.epoch());
    String shard = "shardId-000000000000@1";
    long arrival = arrived.toEpochMilli();
    List<byte[]> lines = new ArrayList<>();
    Position last = new Position("1", 0);
    for (int i = 0; i < records.size(); i++) {
      last = new Position(Long.toString(arrival), i);
      byte[] data = records.get(i).getBytes(UTF_8);
      lines.add(new ArchiveLine(shard, last, epochs.of(arrival), arrival, data).line());
    }
    cloud.object("archive/%d.gz".formatted(arrival), Zip.gzip(lines));
    new Ledger(cloud.table("control"), Layer.ARCHIVE)
        .write(
            new LedgerEntry(
                shard,
                epochs.of(arrival),
                last,
                last,
                arrival,
                new Tally(counts, 0),
                LedgerEntry.NO_BEAT,
                Map.of()),
            new Condition.Absent());
  }

  private String fingerprint() {
    return PipelineArgument.read(
            new Console(
                System.in,
                System.out,
                System.err,
                java.time.Clock.systemUTC(),
                Map.of(),
                folder,
                folder),
            "shop")
        .fingerprint();
  }
}
