package io.trueup.coldstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.event.Packer;
import io.trueup.port.Condition;
import io.trueup.store.Json;
import io.trueup.store.SegmentAbout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each function from its own jar alone, so that nothing that it needs is left out of it. */
class FunctionJarsIT {

  private static final String DONE = "{\"batchItemFailures\":[]}";
  private static final String JSON = "application/json";
  private static final Map<String, String> ATL = Map.of("origin", "ATL", "every", "1d");

  private final World world = new World();
  private final Path folder;

  FunctionJarsIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void speedAndServing_records_areInTheAnswers() {
    String batch = Events.batch(1, records(1));
    assertThat(answers(Shipped.SPEED, batch, batch, Events.batch(9, records(4))))
        .containsExactly(DONE, DONE, DONE);

    List<String> answers =
        answers(
            Shipped.SERVING,
            Events.request("/v1/views/departures_by_origin", ATL, JSON),
            Events.request("/v1/views/departures_by_origin", ATL, "text/csv"),
            Events.request("/v1/views/long_haul_arrivals", Map.of("destination", "LAX"), JSON),
            Events.request("/v1/views/departures_by_origin/keys", Map.of(), JSON),
            Events.request("/v1/views", Map.of(), JSON),
            Events.request("/v1/status", Map.of(), JSON),
            Events.request("/v1/views/nothing", Map.of(), JSON));

    assertThat(body(answers.get(0))).contains("\"flights\":4", "\"distance_sum\":4322");
    assertThat(body(answers.get(1))).contains("ATL,2001-01-01T00:00:00Z,false,4,");
    assertThat(body(answers.get(2))).contains("\"flights\":2");
    assertThat(body(answers.get(3))).contains("ATL", "MCI");
    assertThat(body(answers.get(4))).contains("distance > 1000");
    assertThat(body(answers.get(5))).contains("\"accepted\":6", "\"rejected.not_json\":2");
    assertThat(Json.number(Json.object(answers.get(6)), "statusCode")).isEqualTo(404);
  }

  @Test
  void archive_records_areDeliveredAndLargeOnesWritten() {
    byte[] large = "x".repeat(900_000).getBytes(StandardCharsets.UTF_8);

    assertThat(
            answers(Shipped.ARCHIVE, Events.batch(1, records(1)), Events.batch(9, List.of(large))))
        .containsExactly(DONE, DONE);
    assertThat(world.aws().objects(World.ARCHIVE).list("archive/"))
        .singleElement()
        .asString()
        .contains("/large-");
  }

  @Test
  void steps_ofAWholeTrueUp_swapAndRetire() {
    for (Shipped consumer : List.of(Shipped.SPEED, Shipped.ARCHIVE)) {
      answers(consumer, Events.batch(1, records(1)), Events.batch(9, records(4)));
    }
    world.aws().tables().create("trueup-flights-v-0"); // of a run that failed
    Map<String, Object> job =
        Json.object(answers(Shipped.STEP, Events.step("choose-cut", Map.of())).get(0));
    assertThat(job).containsEntry("outcome", "cut");
    recomputed(job);

    List<String> answers =
        answers(
            Shipped.STEP,
            Events.step("settle", Map.of("attempt", 1)),
            Events.step("retire", Map.of("unnamed", job.get("unnamed"))),
            Events.step("rollback", Map.of("version", "other")),
            Events.step("resume", Map.of()),
            Events.step("release", Map.of()));

    assertThat(answers)
        .extracting(answer -> Json.text(Json.object(answer), "outcome"))
        .containsExactly("swapped", "retired", "unknown", "free", "released");
    assertThat(world.aws().tables().list("trueup-")).containsExactly("trueup-flights-v-1");
  }

  @Test
  void planAndBeat_aMinute_areSent() {
    assertThat(answers(Shipped.PLAN, Events.minute())).containsExactly("{\"beats\":6}");
    assertThat(answers(Shipped.BEAT, Events.beat(1), Events.beat(2))).containsExactly("{}", "{}");
  }

  @Test
  void watch_recordsWithoutATrueUp_saysHowOldTheyAre() {
    answers(Shipped.SPEED, Events.batch(1, records(1)));
    Map<String, Object> signs =
        Json.object(answers(Shipped.WATCH, Events.minute(), Events.minute()).get(1));
    assertThat(Json.number(signs, "OldestDeltaAge")).isGreaterThan(24 * 3_600);
    assertThat(signs).containsEntry("MissingHeartbeats", 0).containsKey("_aws");
  }

  /** What a recompute leaves behind: a whole segment and its report. */
  private void recomputed(Map<String, Object> job) {
    long cut = Json.number(job, "cut");
    String table = "trueup-flights-v-1";
    Map<String, Object> report = Map.of("outcome", "loaded", "cut", cut, "table", table);
    world
        .aws()
        .objects(World.ARCHIVE)
        .write("runs/run/1/report.json", Json.write(report).getBytes(StandardCharsets.UTF_8));
    SegmentAbout about = new SegmentAbout("run", "1", 0, cut, 0, 0, 0, Map.of());
    world.aws().tables().create(table).write(about.item(), new Condition.Absent());
  }

  private List<String> answers(Shipped function, String... events) {
    return FunctionProcess.answers(function, world, folder, events);
  }

  private static String body(String answer) {
    return Json.text(Json.object(answer), "body");
  }

  /** A flight of a long haul, what is no flight, and two flights that a producer has packed. */
  private static List<byte[]> records(long id) {
    Packer packer = new Packer(10_000);
    packer.add("ATL", Events.flight(id, "ATL", 215));
    packer.add("MCI", Events.flight(id + 1, "MCI", 405));
    return List.of(
        Events.flight(id + 2, "ATL", 1_946),
        "no flight".getBytes(StandardCharsets.UTF_8),
        packer.flush().orElseThrow().data());
  }
}
