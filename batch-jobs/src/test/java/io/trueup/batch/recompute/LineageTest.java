package io.trueup.batch.recompute;

import static io.trueup.batch.recompute.TestArchive.ONE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.trueup.batch.lineage.Execution;
import io.trueup.batch.lineage.Journal;
import io.trueup.batch.lineage.Names;
import io.trueup.batch.master.MasterPlace;
import io.trueup.store.Json;
import io.trueup.store.SegmentAbout;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineageTest {

  private static final long FIRST = 346_484_000;
  private static final long CUT = FIRST + 2;
  private static final String STATES = "arn:aws:states:eu-west-1:123456789012";
  private static final String KEY = "runs/run/0/lineage/segment-" + CUT + ".jsonl";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestArchive archive = new TestArchive();

  @Test
  void run_loaded_saysWhatItReadAndWhatItMade() {
    archive.object("part", List.of(archive.record(ONE, FIRST, sale("a"))));
    archive.writeLedger();
    run(Optional.empty());

    List<JsonNode> events = events();
    assertThat(types(events)).containsExactly("START", "COMPLETE");
    JsonNode made = events.get(1);
    assertThat(made.at("/run/runId")).isEqualTo(events.get(0).at("/run/runId"));
    assertThat(name(made.path("job"))).isEqualTo(STATES + " trueup-sales.recompute");
    assertThat(name(made.at("/run/facets/parent/job"))).isEqualTo(STATES + " trueup-sales");
    assertThat(made.at("/run/facets/processing_engine/name").asText()).isEqualTo("spark");
    assertThat(made.at("/run/facets/nominalTime/nominalEndTime").asText())
        .isEqualTo("2024-11-24T03:46:50Z"); // the end of the epoch before the cut
    assertThat(tag(made, "cut")).isEqualTo(Long.toString(CUT));
    assertThat(tag(made, "outcome")).isEqualTo("loaded");
    assertThat(made.path("inputs").findValuesAsText("name"))
        .containsExactly("archive", "table/control");
    assertThat(made.at("/inputs/0/inputFacets/inputStatistics/rowCount").asLong()).isEqualTo(1);
    assertThat(made.path("outputs").findValuesAsText("name"))
        .containsExactly("table/segment-" + CUT);
    assertThat(made.at("/outputs/0/outputFacets/outputStatistics/rowCount").asLong()).isPositive();
    assertThat(events.get(0).path("outputs")).isEmpty();
  }

  @Test
  void events_ofALoadedRun_areTheGoldenFile() throws IOException {
    archive.object("part", List.of(archive.record(ONE, FIRST, sale("a"))));
    archive.writeLedger();
    run(Optional.empty());

    try (InputStream in = LineageTest.class.getResourceAsStream("/golden/lineage.v1.jsonl")) {
      assertThat(events())
          .as("what OpenLineage is told; what differs is told of on the page of formats")
          .isEqualTo(
              new String(Objects.requireNonNull(in, "golden file").readAllBytes(), UTF_8)
                  .replace("SPARK_VERSION", LocalSpark.open().version())
                  .lines()
                  .map(LineageTest::json)
                  .toList());
    }
  }

  @Test
  void run_withAMasterDataset_namesTheSnapshotThatItRead(@TempDir Path warehouse) {
    archive.object("part", List.of(archive.record(ONE, FIRST, sale("a"))));
    archive.writeLedger();
    MasterPlace place =
        new MasterPlace(
            "trueup.events", Map.of("type", "hadoop", "warehouse", warehouse.toString()));
    run(TestArchive.mastered(archive.job(CUT), place), Optional.empty());

    List<JsonNode> events = events();
    JsonNode read = events.get(1).at("/inputs/1");
    assertThat(name(read)).isEqualTo(warehouse + " trueup.events");
    assertThat(read.at("/facets/version/datasetVersion").asText())
        .isEqualTo(Json.text(Json.object(archive.report(archive.job(CUT)), "master"), "snapshot"));
    assertThat(events.get(0).path("inputs").findValuesAsText("name"))
        .as("before anything was read")
        .containsExactly("archive", "table/control");
  }

  @Test
  void dataset_ofGluesCatalog_isNamedByItsArn() {
    MasterPlace place =
        new MasterPlace(
            "trueup.events", Map.of("catalog-impl", "org.apache.iceberg.aws.glue.GlueCatalog"));
    Names names =
        new Names(Optional.of(new Execution(STATES + ":execution:trueup-sales:run")), "recompute");

    assertThat(names.dataset(place))
        .isEqualTo(new Names.Name("arn:aws:glue:eu-west-1:123456789012", "table/trueup/events"));
  }

  @Test
  void run_incomplete_isAbortedAndMadeNothing() {
    archive.enter(archive.line(ONE, FIRST, sale("lost")));
    archive.writeLedger();
    run(Optional.empty());

    List<JsonNode> events = events();
    assertThat(types(events)).containsExactly("START", "ABORT");
    assertThat(events.get(1).path("outputs")).isEmpty();
    assertThat(events.get(1).at("/run/facets/errorMessage/message").asText())
        .isEqualTo("incomplete: 1 gaps, 0 differences");
  }

  @Test
  void run_failed_saysOfWhichKindAndQuotesNothing() {
    archive.object("part", List.of(archive.record(ONE, FIRST, sale("a"))));
    archive.writeLedger();
    SegmentAbout.claim(archive.effects.segments().create("segment-" + CUT), "other", "0");

    assertThatThrownBy(() -> run(Optional.empty())).hasMessageContaining("taken by");
    assertThat(types(events())).containsExactly("START", "FAIL");
    assertThat(events().get(1).at("/run/facets/errorMessage").toString())
        .contains("java.lang.IllegalStateException")
        .doesNotContain("taken by");
  }

  /** As Spark throws it, which declares no such thing. */
  @Test
  void run_interrupted_saysSoAndStaysInterrupted() {
    archive.writeLedger();
    Lineage lineage = new Lineage(told(archive.job(CUT), Optional.empty()), "3", TestArchive.CLOCK);

    assertThatThrownBy(
            () ->
                lineage.of(
                    () -> {
                      Thread.currentThread().interrupt();
                      throw LineageTest.<RuntimeException>undeclared(new InterruptedException());
                    },
                    archive.effects,
                    Duration.ofMinutes(1)))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(types(events())).containsExactly("START", "FAIL");
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> T undeclared(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Test
  void server_urlWithAPasswordOrAKey_isRefused() {
    for (String url : List.of("https://me:secret@lineage.example", "http://host/?key=secret")) {
      assertThatThrownBy(() -> Journal.server(url))
          .hasMessageContaining("expected a URL without a user")
          .hasMessageNotContaining("secret");
    }
  }

  @Test
  void run_withAServer_postsTheSameEvents() throws IOException {
    archive.object("part", List.of(archive.record(ONE, FIRST, sale("a"))));
    archive.writeLedger();
    List<String> posted = Collections.synchronizedList(new ArrayList<>());
    HttpServer server = HttpServer.create(new InetSocketAddress(local(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          assertThat(exchange.getRequestURI()).hasPath("/api/v1/lineage");
          posted.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.sendResponseHeaders(201, -1);
          exchange.close();
        });
    server.start();
    try {
      run(Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/")));
    } finally {
      server.stop(0);
    }
    assertThat(posted.stream().map(LineageTest::json)).isEqualTo(events());
  }

  /** One refuses to be connected to, the other never answers. */
  @Test
  void run_withAServerThatIsDown_isMadeAllTheSame() throws IOException {
    archive.object("part", List.of(archive.record(ONE, FIRST, sale("a"))));
    archive.writeLedger();
    ServerSocket silent = new ServerSocket(0, 9, local());
    Optional<URI> url = Optional.of(URI.create("http://127.0.0.1:" + silent.getLocalPort()));
    try (silent) {
      run(url, Duration.ofMillis(100));
    }
    assertThat(types(events())).containsExactly("START", "COMPLETE");

    archive.effects.segments().delete("segment-" + CUT);
    run(url, Duration.ofMillis(100));
    assertThat(types(events())).containsExactly("START", "COMPLETE");
  }

  private void run(Optional<URI> server) {
    run(server, Duration.ofMinutes(1));
  }

  private void run(Optional<URI> server, Duration patience) {
    run(archive.job(CUT), server, patience);
  }

  private void run(Job job, Optional<URI> server) {
    run(job, server, Duration.ofMinutes(1));
  }

  private void run(Job job, Optional<URI> server, Duration patience) {
    Recompute.run(
        LocalSpark.open(), archive.effects, told(job, server), TestArchive.CLOCK, patience);
  }

  private static Job told(Job job, Optional<URI> server) {
    return TestArchive.told(job, new Execution(STATES + ":execution:trueup-sales:run"), server);
  }

  private List<JsonNode> events() {
    try (InputStream in = archive.effects.objects("bucket").read(KEY)) {
      List<JsonNode> events =
          new String(in.readAllBytes(), UTF_8).lines().map(LineageTest::json).toList();
      events.forEach(Schemas::requireValid);
      return events;
    } catch (IOException impossible) {
      throw new UncheckedIOException("read in memory", impossible);
    }
  }

  private static List<String> types(List<JsonNode> events) {
    return events.stream().map(event -> event.path("eventType").asText()).toList();
  }

  private static String name(JsonNode named) {
    return named.path("namespace").asText() + " " + named.path("name").asText();
  }

  private static String tag(JsonNode event, String key) {
    for (JsonNode tag : event.at("/run/facets/tags/tags")) {
      if (tag.path("key").asText().equals(key)) {
        return tag.path("value").asText();
      }
    }
    return "none";
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException broken) {
      throw new UncheckedIOException(text, broken);
    }
  }

  private static InetAddress local() {
    return InetAddress.getLoopbackAddress();
  }

  private static byte[] sale(String id) {
    return new Sale(id, 1_000, "Ulm", true, 6, 0.25).data();
  }
}
