package io.trueup.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trueup.cli.Console;
import io.trueup.cli.Trueup;
import io.trueup.definition.PipelineFolder;
import io.trueup.definition.PipelineReader;
import io.trueup.definition.Reading;
import io.trueup.demo.Stage;
import io.trueup.demo.check.CellId;
import io.trueup.demo.check.Comparison;
import io.trueup.demo.check.Comparison.Demand;
import io.trueup.demo.check.Oracle;
import io.trueup.demo.check.PythonOracle;
import io.trueup.demo.check.Question;
import io.trueup.demo.check.Row;
import io.trueup.demo.host.Cloud;
import io.trueup.demo.send.FlightsInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A week of flights sent as history in one go, a hot view that is lost, one that is not deployed
 * yet, and a try of a true-up.
 */
class BackfillIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int EVENTS = 4_000;
  private static final int PER_DAY = 2_500;
  private static final int RATE = 200;
  private static final String VIEW = "departures_by_origin";

  /** A folder that is not deployed, and its view that the deployed one has not. */
  private static final String CHANGED = "changed";

  private static final String NEW = "short_and_late";

  /** What a command came to. */
  private record Ran(int exitCode, JsonNode json, String err) {}

  @Test
  void week_backfilledUnderAQuotaAndAViewLost_everyCellIsRight(@TempDir Path folder)
      throws Exception {
    FaultGround ground = FaultGround.up("backfill-it", EVENTS);
    try {
      Path data = write(folder);
      backfill(ground, folder, data);
      ground.check("live after the backfill", Demand.ANY);
      lose(ground);
      assertThat(ground.trial().check(Demand.ANY).wrong()).as("cells of a lost view").isNotEmpty();
      Ran replayed = run(ground, folder, Duration.ZERO, "replay", "--json");
      assertThat(replayed.exitCode()).as(replayed.err()).isZero();
      assertThat(replayed.json().required("lacking").longValue()).isPositive();
      assertThat(replayed.json().required("different").longValue()).isZero();
      ground.check("live after the replay", Demand.ANY);
      Ran again = run(ground, folder, Duration.ZERO, "replay", "--dry-run", "--json");
      assertThat(again.exitCode()).as(again.err()).isZero();
      Path changed = changed(ground, folder);
      Ran shown = run(ground, folder, Duration.ZERO, "replay", CHANGED, "--view", NEW, "--json");
      assertThat(shown.exitCode()).as(shown.err()).isZero();
      tried(ground);
      ground.check("exact", Demand.EXACT);
      judge(ground, changed, shown.json());
    } finally {
      ground.close();
    }
  }

  /** The folder of the flights with a view that nobody has deployed. */
  private static Path changed(FaultGround ground, Path folder) throws Exception {
    Path changed = Files.createDirectory(folder.resolve(CHANGED));
    Files.copy(ground.pipeline().resolve("flight.avsc"), changed.resolve("flight.avsc"));
    String deployed = Files.readString(ground.pipeline().resolve("pipeline.yaml"));
    Files.writeString(
        changed.resolve("pipeline.yaml"),
        deployed.replace(
            "views:\n",
            """
            views:
              %s:
                from: flight
                where: "delay > 15 && distance < 1000"
                by: [destination]
                every: { 1h: forever, 1d: forever }
                measures: { flights: count(), delay_mean: mean(delay), delay_max: max(delay) }
            """
                .formatted(NEW)));
    return changed;
  }

  /** Every cell of the new view is what an oracle that reads the changed folder says. */
  private static void judge(FaultGround ground, Path changed, JsonNode shown) throws Exception {
    String every = shown.required("every").textValue();
    List<Row> rows = new ArrayList<>();
    for (JsonNode row : shown.required("rows")) {
      rows.add(Row.read(NEW, every, CellId.Key.of(row.required("key")), row));
    }
    Path log = changed.resolve("oracle.log");
    try (Oracle oracle = PythonOracle.start(FaultGround.CHECKOUT, changed, Stage.EPOCH, log)) {
      ground.trial().judgedBy(oracle);
      Map<CellId, Map<String, JsonNode>> cells = new HashMap<>(ground.trial().expected().cells());
      cells.keySet().removeIf(cell -> !cell.view().equals(NEW) || !cell.every().equals(every));
      assertThat(new Comparison(Demand.ANY).compare(cells, rows)).isEmpty();
      assertThat(cells).hasSizeGreaterThan(100);
      ground.progress().say("%d cells of a view that is not deployed, right", cells.size());
    }
  }

  private static Path write(Path folder) throws Exception {
    Path data = folder.resolve("week.jsonl");
    try (FlightsInput flights = FlightsInput.open(FaultGround.CHECKOUT.flights(), EVENTS)) {
      List<String> lines = new ArrayList<>();
      flights.events(0, EVENTS).forEach(each -> lines.add(new String(each.data(), UTF_8)));
      Files.write(data, lines);
    }
    return data;
  }

  /** In two days: the quota ends the first, and answers are right all the while. */
  private static void backfill(FaultGround ground, Path folder, Path data) throws Exception {
    String[] command = {
      "backfill",
      data.toString(),
      "--rate",
      String.valueOf(RATE),
      "--per-day",
      String.valueOf(PER_DAY),
      "--yes",
      "--json"
    };
    Ran stated =
        run(
            ground,
            folder,
            Duration.ZERO,
            "backfill",
            data.toString(),
            "--rate",
            String.valueOf(RATE),
            "--per-day",
            String.valueOf(PER_DAY),
            "--dry-run",
            "--json");
    assertThat(stated.json().required("events").longValue()).isEqualTo(EVENTS);
    assertThat(stated.json().required("days").longValue()).isEqualTo(2);
    assertThat(stated.json().required("usd_all").doubleValue()).isPositive();
    AtomicBoolean goesOn = new AtomicBoolean(true);
    var reader = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> answers = reader.submit(() -> answers(ground, goesOn));
      Ran first = run(ground, folder, Duration.ZERO, command);
      assertThat(first.exitCode()).as(first.err()).isEqualTo(3);
      assertThat(first.json().required("sent").longValue()).isEqualTo(PER_DAY);
      assertThat(run(ground, folder, Duration.ZERO, command).json().required("sent").longValue())
          .isZero();
      Ran second = run(ground, folder, Duration.ofDays(1), command);
      assertThat(second.exitCode()).as(second.err()).isZero();
      assertThat(second.json().required("sent").longValue()).isEqualTo(EVENTS - PER_DAY);
      ground.trial().sentByOthers(EVENTS);
      goesOn.set(false);
      ground.progress().say("%d answers while it was sent", answers.get());
    } finally {
      goesOn.set(false);
      reader.shutdownNow();
    }
    throttled(ground);
  }

  /** All flights as they are counted: never fewer than before, and never more than there are. */
  private static int answers(FaultGround ground, AtomicBoolean goesOn) {
    Question all = Question.all("all_departures", "1d", new CellId.Key(Map.of()));
    long before = 0;
    int answers = 0;
    while (goesOn.get()) {
      long now = 0;
      for (Row row : ground.stage().api().answer(all).rows()) {
        now +=
            row.measures().getOrDefault("flights", JSON.getNodeFactory().numberNode(0)).longValue();
      }
      assertThat(now).as("flights counted, after %d", before).isBetween(before, (long) EVENTS);
      before = now;
      answers++;
    }
    return answers;
  }

  /**
   * The records of each of both days took at least half of the time that the rate leaves them: what
   * is held up on its way may arrive closer together than it was sent.
   */
  private static void throttled(FaultGround ground) {
    ground.awaitPassed();
    List<Long> arrivals = ArchivedRecords.arrivals(ground.objects()).stream().sorted().toList();
    assertThat(arrivals).hasSize(EVENTS);
    assertThat(took(arrivals.subList(0, PER_DAY))).isGreaterThan(PER_DAY * 1_000L / RATE / 2);
    assertThat(took(arrivals.subList(PER_DAY, EVENTS)))
        .isGreaterThan((EVENTS - PER_DAY) * 1_000L / RATE / 2);
  }

  private static long took(List<Long> arrivals) {
    return arrivals.get(arrivals.size() - 1) - arrivals.get(0);
  }

  private static void lose(FaultGround ground) throws Exception {
    String fingerprint =
        ((Reading.Read) PipelineReader.read(PipelineFolder.load(ground.pipeline())))
            .pipeline()
            .view(VIEW)
            .orElseThrow()
            .fingerprint();
    String table = ground.stage().deployment().output("HotTable");
    try (DynamoDbClient dynamo =
        Cloud.configured(DynamoDbClient.builder(), ground.stage().localStack().endpoint())
            .build()) {
      for (Map<String, AttributeValue> item :
          TableDump.of(ground.stage().localStack().endpoint(), table).items().values()) {
        if (TableDump.text(item, "pk").contains("|%s|%s|".formatted(fingerprint, VIEW))) {
          Map<String, AttributeValue> key = new HashMap<>(item);
          key.keySet().retainAll(List.of("pk", "sk"));
          dynamo.deleteItem(call -> call.tableName(table).key(key));
        }
      }
    }
  }

  /** A true-up without its swap says what the one after it comes to. */
  private static void tried(FaultGround ground) throws Exception {
    ground.awaitPassed();
    TrueUpRun dry = TrueUpRun.startDry(ground.stage(), "tried");
    assertThat(dry.output().required("outcome").textValue()).isEqualTo("dry");
    ground.swappedBy(TrueUpRun.start(ground.stage(), "real"), 1);
    assertThat(said(new TrueUpRun(ground.stage(), "real", "").report(1)))
        .isEqualTo(said(dry.report(1)));
  }

  /** What a report says of flights; heartbeats go on between two. */
  private static Map<String, JsonNode> said(JsonNode report) {
    Map<String, JsonNode> said = new TreeMap<>();
    for (String member :
        List.of("outcome", "cells", "accepted", "repeats", "rejected", "missing")) {
      said.put(member, report.required(member));
    }
    JsonNode divergence = report.required("divergence");
    for (String member : List.of("pairs", "differing", "share", "causes", "offenders")) {
      said.put(member, divergence.required(member));
    }
    return said;
  }

  /** A command of the command line, so long after now. */
  private static Ran run(FaultGround ground, Path folder, Duration later, String... command)
      throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        Trueup.run(
            new Console(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Clock.offset(Clock.systemUTC(), later),
                Map.of("AWS_ENDPOINT_URL", ground.stage().localStack().endpoint().toString()),
                folder,
                FaultGround.CHECKOUT.root()),
            command);
    ground.progress().say("trueup %s: %d %s", command[0], exitCode, err.toString(UTF_8));
    return new Ran(exitCode, JSON.readTree(out.toString(UTF_8)), err.toString(UTF_8));
  }
}
