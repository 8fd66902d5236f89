package io.trueup.demo;

import io.trueup.definition.Pipeline;
import io.trueup.definition.PipelineFolder;
import io.trueup.definition.PipelineReader;
import io.trueup.definition.Problem;
import io.trueup.definition.Reading;
import io.trueup.demo.check.Oracle;
import io.trueup.demo.check.PythonOracle;
import io.trueup.demo.check.SqlOracle;
import io.trueup.demo.host.Checkout;
import io.trueup.demo.host.Failure;
import io.trueup.demo.send.FlightsInput;
import io.trueup.demo.send.Input;
import io.trueup.demo.send.LinesInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Collectors;

/**
 * What a demo works on: a pipeline's folder and its number of views, the events to send, and who
 * judges the answers.
 */
public record Material(Path folder, int views, Input input, Oracle oracle)
    implements AutoCloseable {

  /**
   * Opens the first {@code events} of a file for a pipeline. Where an {@code oracle.sql} is beside
   * the pipeline, the file is one of flights; else it has lines of JSON. What is wrong with either
   * is a {@link Failure}.
   */
  public static Material open(
      Checkout checkout, Path instance, Path folder, Path file, long events) {
    Pipeline pipeline = pipeline(folder);
    int views = pipeline.views().size();
    if (SqlOracle.isIn(folder)) {
      FlightsInput input = FlightsInput.open(file, events);
      return new Material(folder, views, input, SqlOracle.of(folder, input.connection()));
    }
    Input input = LinesInput.open(file, events, pipeline, Clock.systemUTC());
    Path log = instance.resolve("oracle.log");
    return new Material(
        folder, views, input, PythonOracle.start(checkout, folder, Stage.EPOCH, log));
  }

  private static Pipeline pipeline(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new Failure("--pipeline: no folder is at " + folder.toAbsolutePath(), 2);
    }
    try {
      Reading reading = PipelineReader.read(PipelineFolder.load(folder));
      if (reading instanceof Reading.Faulty faulty) {
        throw new Failure(
            "--pipeline: %s%n%s"
                .formatted(
                    folder,
                    faulty.problems().stream()
                        .map(Problem::toString)
                        .collect(Collectors.joining(System.lineSeparator()))),
            2);
      }
      return ((Reading.Read) reading).pipeline();
    } catch (IOException e) {
      throw new Failure("--pipeline: %s: %s".formatted(folder, e.getMessage()), 2);
    }
  }

  @Override
  public void close() {
    oracle.close();
    input.close();
  }
}
