package io.trueup.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SynthTest {

  private static final String FLIGHTS = Path.of("pipelines/flights").toAbsolutePath().toString();
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @EnumSource
  void synth_noAccountNoRegionNoCredentials_asksForNothing(Engine engine, @TempDir Path folder)
      throws IOException {
    AppProcess app = AppProcess.run(folder, Map.of("pipeline", FLIGHTS, "engine", engine.word()));

    assertThat(app.said()).isEmpty();
    assertThat(app.exitCode()).isZero();
    JsonNode manifest = JSON.readTree(app.out().resolve("manifest.json").toFile());
    assertThat(manifest.has("missing")).as("context that CDK would look up in AWS").isFalse();
    for (String stack : new String[] {"Trueup-flights-data", "Trueup-flights-compute"}) {
      assertThat(manifest.at("/artifacts/%s/environment".formatted(stack)).asText())
          .isEqualTo("aws://unknown-account/unknown-region");
      JsonNode assets = JSON.readTree(app.out().resolve(stack + ".assets.json").toFile());
      assertThat(assets.path("dockerImages")).isEmpty();
      assertThat(assets.path("files"))
          .allSatisfy(file -> assertThat(file.at("/source/path").asText()).isNotEmpty());
    }
  }

  @Test
  void synth_engineNotNamed_isEmrServerless(@TempDir Path folder) throws IOException {
    AppProcess app = AppProcess.run(folder, Map.of("pipeline", FLIGHTS));

    assertThat(app.exitCode()).as(app.said()).isZero();
    assertThat(app.out().resolve("Trueup-flights-compute.template.json"))
        .content()
        .contains("AWS::EMRServerless::Application", "emr-serverless:startJobRun.sync");
  }

  @Test
  void synth_wrongPipeline_saysItsProblemsAndNoMoreAndMakesNothing(@TempDir Path folder)
      throws IOException {
    Path pipeline = Files.createDirectories(folder.resolve("pipeline"));
    Files.writeString(
        pipeline.resolve("pipeline.yaml"),
        """
        pipeline: Flights
        views: []
        """);

    AppProcess app = AppProcess.run(folder, Map.of("pipeline", pipeline.toString()));

    assertThat(app.exitCode()).isEqualTo(1);
    assertThat(app.said().lines())
        .hasSizeGreaterThan(2)
        .anyMatch(line -> line.contains("Flights"))
        .anyMatch(line -> line.contains("events: missing"))
        .allMatch(line -> line.matches("pipeline\\.yaml:\\d+ .*, expected .*"));
    assertThat(app.out().resolve("manifest.json")).doesNotExist();
  }
}
