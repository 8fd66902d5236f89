package io.trueup.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.definition.Batch;
import io.trueup.definition.Objectives;
import io.trueup.definition.Pipeline;
import io.trueup.definition.PipelineFolder;
import io.trueup.definition.PipelineReader;
import io.trueup.definition.Reading;
import io.trueup.definition.Tolerance;
import io.trueup.time.Span;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContextTest {

  @Test
  void settings_noContext_areThePipelinesAndTheDefaultsOfAws() {
    Settings settings = settings(Map.of());

    assertThat(settings.name()).isEqualTo("us-flights");
    assertThat(settings.pipeline()).isEqualTo("us_flights");
    assertThat(settings.engine()).isEqualTo(Engine.EMR_SERVERLESS);
    assertThat(settings.keeping()).isEqualTo(Keeping.KEPT);
    assertThat(settings.keptVersions()).isEqualTo(3);
    assertThat(settings.eventBus()).isEqualTo("default");
    assertThat(settings.shards()).isEqualTo(new Shards.Provisioned(2));
    assertThat(settings.rhythm().epoch()).isEqualTo(Span.parse("5m"));
    assertThat(settings.rhythm().scheduling()).isEqualTo(Rhythm.Scheduling.ON);
    assertThat(settings.rhythm().gateWait()).isEqualTo(Span.parse("60s"));
    assertThat(settings.recomputing())
        .isEqualTo(new Recomputing(Load.WRITES, Optional.empty(), Optional.empty()));
    assertThat(settings.dataStack()).isEqualTo("Trueup-us-flights-data");
  }

  @Test
  void settings_context_overridesThePipeline() {
    Settings settings =
        settings(
            Map.of(
                "epoch",
                "5s",
                "heartbeat",
                "2s",
                "shards",
                "on-demand",
                "gate-wait",
                3,
                "keep",
                "off",
                "schedule",
                "off",
                "name",
                "demo",
                "engine",
                "activity",
                "load-budget",
                400,
                "lineage",
                "http://lineage.example:5000/v"));

    assertThat(settings.name()).isEqualTo("demo");
    assertThat(settings.recomputing())
        .isEqualTo(
            new Recomputing(
                Load.WRITES,
                Optional.of(400),
                Optional.of(URI.create("http://lineage.example:5000/v"))));
    assertThat(settings.segmentPrefix()).isEqualTo("trueup-demo-v-");
    assertThat(settings(Map.of("event-bus", "corrections")).eventBus()).isEqualTo("corrections");
    assertThat(settings.engine()).isEqualTo(Engine.ACTIVITY);
    assertThat(settings.keeping()).isEqualTo(Keeping.DISPOSABLE);
    assertThat(settings.shards()).isEqualTo(new Shards.OnDemand());
    assertThat(settings.rhythm().epoch()).isEqualTo(Span.parse("5s"));
    assertThat(settings.rhythm().heartbeat()).isEqualTo(Span.parse("2s"));
    assertThat(settings.rhythm().gateWait()).isEqualTo(Span.parse("3s"));
    assertThat(settings.rhythm().scheduling()).isEqualTo(Rhythm.Scheduling.OFF);
  }

  @ParameterizedTest
  @CsvSource({
    "engine, abacus",
    "shards, 0",
    "shards, many",
    "batch-size, 1.5",
    "epoch, 5 minutes",
    "keep, maybe",
    "schedule, 1h",
    "name, Flights",
    "gate-wait, soon",
    "load, copy",
    "load-budget, 0",
    "event-bus, ''",
    "event-bus, arn:aws:events:eu-west-1:1:event-bus/mine",
    "kept-versions, -1",
    "kept-versions, 21",
    "kept-versions, few",
    "load-budget, -5",
    "load-budget, much",
    "lineage, lineage.example:5000",
    "lineage, s3://bucket/lineage",
    "name, flights-v-2",
    "name, flights-v"
  })
  void settings_wrongValue_failsWithTheValue(String name, String value) {
    assertThatThrownBy(() -> settings(Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(value)
        .hasMessageContaining("expected");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://me@a.example/", "https://me:pw@a.example", "http://a.example/?key=pw"})
  void settings_lineageWithASecret_failsWithItsHostAlone(String url) {
    assertThatThrownBy(() -> settings(Map.of("lineage", url)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "lineage of a.example, expected a URL without a user, a password or a query: it stands"
                + " in logs");
  }

  @Test
  void settings_loadByImport_isOfTheRecomputeAndWithoutABudget() {
    assertThat(settings(Map.of("load", "import")).recomputing())
        .isEqualTo(new Recomputing(Load.IMPORT, Optional.empty(), Optional.empty()));
    assertThatThrownBy(() -> settings(Map.of("load", "import", "load-budget", "400")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "load-budget of 400 with load 'import', which takes no write units: expected one of"
                + " both");
  }

  /** Flights have a window of an hour, which is the default, and a schedule of an hour. */
  @Test
  void settings_hotRetentionUnderWindowAndTwoSchedules_failsWithBoth() throws IOException {
    Reading flights = PipelineReader.read(PipelineFolder.load(Path.of("pipelines/flights")));
    Pipeline pipeline = ((Reading.Read) flights).pipeline();

    assertThat(settings(pipeline, Map.of("hot-retention", "3h")).rhythm().hotRetention())
        .isEqualTo(Span.parse("3h"));
    assertThatThrownBy(() -> settings(pipeline, Map.of("hot-retention", "10799999ms")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "context 'hot-retention': 10799999ms, expected at least the longest window, 1h,"
                + " and twice the schedule of true-ups, 1h");
  }

  @Test
  void settings_keptVersions_from0To20() {
    assertThat(settings(Map.of("kept-versions", 0)).keptVersions()).isZero();
    assertThat(settings(Map.of("kept-versions", "20")).keptVersions()).isEqualTo(20);
    assertThatThrownBy(() -> settings(Map.of("kept-versions", 21)))
        .hasMessage("kept-versions of 21, expected 0 to 20 older versions");
  }

  @Test
  void settings_catalog_isByTheEngineUnlessItIsSaid() {
    assertThat(settings(Map.of()).catalog()).isEqualTo(Catalog.GLUE);
    assertThat(settings(Map.of("engine", "activity")).catalog()).isEqualTo(Catalog.DYNAMODB);
    assertThat(settings(Map.of("catalog", "off")).catalog()).isEqualTo(Catalog.OFF);
    assertThatThrownBy(() -> settings(Map.of("catalog", "hive")))
        .hasMessageContaining("context 'catalog': 'hive', expected one of [glue, dynamodb, off]");
  }

  /** A job of its own role may nothing on a table that it would have to make. */
  @ParameterizedTest
  @ValueSource(strings = {"emr-serverless", "glue"})
  void settings_catalogInDynamo_isRefusedButForAnActivity(String engine) {
    assertThatThrownBy(() -> settings(Map.of("engine", engine, "catalog", "dynamodb")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "catalog 'dynamodb' with engine '%s', expected catalog 'glue' or 'off', or engine"
                + " 'activity'",
            engine);
    assertThat(settings(Map.of("engine", "activity", "catalog", "glue")).catalog())
        .isEqualTo(Catalog.GLUE);
  }

  private static Settings settings(Map<String, Object> context) {
    Pipeline pipeline =
        new Pipeline(
            "us_flights",
            List.of(),
            List.of(),
            new Batch(
                Span.parse("1h"),
                Span.parse("5m"),
                Span.parse("10s"),
                Span.parse("1d"),
                Span.parse("35d"),
                Tolerance.NONE),
            new Objectives(Span.parse("5s"), BigDecimal.ZERO),
            Map.of(),
            "f");
    return settings(pipeline, context);
  }

  private static Settings settings(Pipeline pipeline, Map<String, Object> context) {
    return new Context(context::get).settings(pipeline);
  }
}
