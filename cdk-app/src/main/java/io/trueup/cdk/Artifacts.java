package io.trueup.cdk;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What was built and is deployed: the jar of each functions module by its name, the jar of the
 * Spark job, the script by which Glue starts it, and the pipeline folder. The files are read when
 * the app is synthesized.
 */
public record Artifacts(Map<String, Path> functions, Path job, Path glueScript, Path pipeline) {

  private static final List<String> MODULES =
      List.of("speed", "archive", "serving", "heartbeat", "trueup");

  public Artifacts {
    functions = Map.copyOf(functions);
  }

  /** Where Maven leaves them in a checkout. */
  static Artifacts of(Path checkout, Path pipeline) {
    return new Artifacts(
        MODULES.stream()
            .collect(
                java.util.stream.Collectors.toMap(
                    module -> module,
                    module ->
                        checkout.resolve("functions/%1$s/target/%1$s.jar".formatted(module)))),
        checkout.resolve("batch-jobs/target/batch-jobs-job.jar"),
        checkout.resolve("batch-jobs/src/main/glue/Recompute.scala"),
        pipeline);
  }

  /** The jar of a functions module. */
  public Path function(String module) {
    Path jar = functions.get(module);
    if (jar == null) {
      throw new IllegalArgumentException(
          "no jar for function module '%s', expected one of %s"
              .formatted(module, functions.keySet()));
    }
    return jar;
  }

  /** The files that an engine needs and that are not there, in order. */
  List<Path> missing(Engine engine) {
    Stream<Path> jobs =
        switch (engine) {
          case EMR_SERVERLESS -> Stream.of(job);
          case GLUE -> Stream.of(job, glueScript);
          case ACTIVITY -> Stream.empty();
        };
    return Stream.concat(functions.values().stream(), jobs)
        .filter(file -> !Files.isRegularFile(file))
        .map(Path::normalize)
        .sorted()
        .toList();
  }
}
