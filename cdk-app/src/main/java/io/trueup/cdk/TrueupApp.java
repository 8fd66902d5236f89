package io.trueup.cdk;

import io.trueup.definition.Pipeline;
import io.trueup.definition.PipelineFolder;
import io.trueup.definition.PipelineReader;
import io.trueup.definition.Problem;
import io.trueup.definition.Reading;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;

/**
 * The CDK app: reads the pipeline folder and the context, and synthesizes the two stacks. Whatever
 * is wrong is said on standard error, all of it at once, and nothing is synthesized: exit code 1.
 */
public final class TrueupApp {

  /** CDK's recommended behaviours that the templates rely on. */
  public static final Map<String, Object> FLAGS =
      Map.of(
          "@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy",
          true,
          "@aws-cdk/core:defaultCrossStackReferences",
          "strong");

  private TrueupApp() {}

  public static void main(String[] arguments) {
    App app = App.Builder.create().context(FLAGS).build();
    System.exit(run(app, Path.of(""), System.err));
  }

  /** Synthesizes from cdk-app's folder; returns the exit code. */
  static int run(App app, Path here, PrintStream errors) {
    List<String> problems = define(app, here);
    if (!problems.isEmpty()) {
      problems.forEach(errors::println);
      return 1;
    }
    app.synth();
    return 0;
  }

  private static List<String> define(App app, Path here) {
    Context context = new Context(app.getNode()::tryGetContext);
    Path folder = here.resolve(context.text("pipeline").orElse("pipelines/flights"));
    if (!Files.isDirectory(folder)) {
      return List.of("pipeline '%s': no such folder".formatted(folder));
    }
    try {
      Reading reading = PipelineReader.read(PipelineFolder.load(folder));
      if (reading instanceof Reading.Faulty faulty) {
        return faulty.problems().stream().map(Problem::toString).toList();
      }
      return define(
          app,
          context,
          ((Reading.Read) reading).pipeline(),
          Artifacts.of(here.resolve("..").normalize(), folder));
    } catch (IOException e) {
      return List.of("pipeline '%s': %s".formatted(folder, e.getMessage()));
    } catch (IllegalArgumentException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  private static List<String> define(
      App app, Context context, Pipeline pipeline, Artifacts artifacts) {
    Settings settings = context.settings(pipeline);
    List<Path> missing = artifacts.missing(settings.engine());
    if (!missing.isEmpty()) {
      return List.of("not built: %s; build first: mvn -B package".formatted(missing));
    }
    Deployment.of(app, settings, artifacts);
    return List.of();
  }
}
