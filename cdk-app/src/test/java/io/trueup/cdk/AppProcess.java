package io.trueup.cdk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The app as the CDK command line runs it: a process of its own in cdk-app's folder of a checkout,
 * here with the path to Node as its only variable beside CDK's two. What it makes is in {@code
 * out}.
 */
record AppProcess(int exitCode, String said, Path out) {

  /** Runs the app in a checkout that is made in a folder, with tiny files in place of jars. */
  static AppProcess run(Path folder, Map<String, String> context) {
    try {
      for (String name : List.of("speed", "archive", "serving", "heartbeat", "trueup")) {
        write(folder.resolve("functions/%1$s/target/%1$s.jar".formatted(name)), name);
      }
      write(folder.resolve("batch-jobs/target/batch-jobs-job.jar"), "job");
      write(folder.resolve("batch-jobs/src/main/glue/Recompute.scala"), "script");
      return run(folder, folder.resolve("out"), context);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static AppProcess run(Path folder, Path out, Map<String, String> context)
      throws IOException {
    ProcessBuilder app =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dslf4j.internal.verbosity=ERROR",
            "-cp",
            System.getProperty("java.class.path"),
            TrueupApp.class.getName());
    String path = app.environment().getOrDefault("PATH", "");
    app.environment().clear();
    app.environment()
        .putAll(
            Map.of(
                "PATH",
                path,
                "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION",
                "18,20",
                "CDK_OUTDIR",
                out.toString(),
                "CDK_CONTEXT_JSON",
                json(context)));
    app.directory(Files.createDirectories(folder.resolve("cdk-app")).toFile());
    Process process = app.redirectErrorStream(true).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      return new AppProcess(process.waitFor(), said, out);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String json(Map<String, String> context) throws JsonProcessingException {
    return new ObjectMapper().writeValueAsString(context);
  }

  private static void write(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
