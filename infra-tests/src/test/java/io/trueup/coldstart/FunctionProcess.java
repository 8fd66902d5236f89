package io.trueup.coldstart;

import io.trueup.standin.FlightsPipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A function in a process of its own, from the jar that the build has left. */
final class FunctionProcess {

  private FunctionProcess() {}

  /** What it answers to each event in turn. */
  static List<String> answers(Shipped function, World world, Path folder, String... events) {
    try {
      List<Path> files = new ArrayList<>();
      for (String event : events) {
        files.add(Files.writeString(Files.createTempFile(folder, "event", ".json"), event));
      }
      Path errors = folder.resolve("errors");
      ProcessBuilder builder =
          new ProcessBuilder(
                  function.command(function.jar(FlightsPipeline.checkout().root()), files))
              .redirectError(errors.toFile());
      builder.environment().putAll(world.environment());
      Process process = builder.start();
      process.getOutputStream().close();
      List<String> lines =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .toList();
      // What else it prints is its log.
      List<String> answers =
          lines.stream()
              .filter(line -> line.startsWith(Launch.ANSWER))
              .map(line -> line.substring(Launch.ANSWER.length()))
              .toList();
      if (answers.size() != events.length) {
        throw new IllegalStateException(
            "%s answered %s, expected %d answers; %s"
                .formatted(function, lines, events.length, Files.readString(errors)));
      }
      return answers;
    } catch (IOException e) {
      throw new UncheckedIOException("run %s".formatted(function), e);
    }
  }
}
