package io.trueup.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

class TrueupAppTest {

  private static final String TWO_MISTAKES =
      """
      pipeline: Flights
      views: []
      """;

  @Test
  void run_wrongPipeline_saysEveryProblemAndSynthesizesNothing(@TempDir Path folder)
      throws IOException {
    Path pipeline = Files.createDirectories(folder.resolve("pipeline"));
    Files.writeString(pipeline.resolve("pipeline.yaml"), TWO_MISTAKES);

    Run run = Run.of(folder, Map.of("pipeline", pipeline.toString()));

    assertThat(run.code).isEqualTo(1);
    assertThat(run.errors.lines())
        .hasSizeGreaterThan(1)
        .anyMatch(line -> line.contains("Flights"))
        .allMatch(line -> line.startsWith("pipeline.yaml"));
    assertThat(folder.resolve("out/manifest.json")).doesNotExist();
  }

  @Test
  void run_noSuchFolder_saysSo(@TempDir Path folder) {
    Run run = Run.of(folder, Map.of("pipeline", "nowhere"));

    assertThat(run.code).isEqualTo(1);
    assertThat(run.errors).contains("nowhere").contains("no such folder");
  }

  @Test
  void run_nothingBuilt_saysWhatToRun(@TempDir Path folder) {
    Run run =
        Run.of(
            folder, Map.of("pipeline", Path.of("pipelines/flights").toAbsolutePath().toString()));

    assertThat(run.code).isEqualTo(1);
    assertThat(run.errors).contains("speed.jar").contains("mvn -B package");
    assertThat(folder.resolve("out/manifest.json")).doesNotExist();
  }

  @Test
  void run_wrongContext_namesIt(@TempDir Path folder) {
    Run run =
        Run.of(
            folder,
            Map.of(
                "pipeline",
                Path.of("pipelines/flights").toAbsolutePath().toString(),
                "engine",
                "abacus"));

    assertThat(run.code).isEqualTo(1);
    assertThat(run.errors).contains("'engine'", "'abacus'", "emr-serverless", "glue", "activity");
  }

  static List<Path> examples() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("pipelines"))) {
      return folders.map(Path::toAbsolutePath).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void run_builtWithEachExample_synthesizesBothStacks(Path example, @TempDir Path folder)
      throws IOException {
    for (String name : new String[] {"speed", "archive", "serving", "heartbeat", "trueup"}) {
      Path target = Files.createDirectories(folder.resolve("functions/%s/target".formatted(name)));
      Files.writeString(target.resolve(name + ".jar"), name);
    }

    Run run =
        Run.of(
            folder, Map.of("pipeline", example.toString(), "engine", "activity", "name", "trial"));

    assertThat(run.errors).isEmpty();
    assertThat(run.code).isZero();
    assertThat(folder.resolve("out/Trueup-trial-data.template.json")).exists();
    assertThat(folder.resolve("out/Trueup-trial-compute.template.json")).exists();
  }

  private record Run(int code, String errors) {

    static Run of(Path folder, Map<String, Object> context) {
      Map<String, Object> all = new HashMap<>(context);
      all.putAll(TrueupApp.FLAGS);
      App app =
          new App(AppProps.builder().context(all).outdir(folder.resolve("out").toString()).build());
      ByteArrayOutputStream errors = new ByteArrayOutputStream();
      PrintStream stream = new PrintStream(errors, true, StandardCharsets.UTF_8);
      return new Run(
          TrueupApp.run(app, folder.resolve("cdk-app"), stream),
          errors.toString(StandardCharsets.UTF_8));
    }
  }
}
