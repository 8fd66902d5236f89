package io.trueup.demo.host;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program to run: its words, its working directory, the variables that it gets beside our own,
 * and the file that its standard error (and, unless it is asked for, its output) is appended to.
 */
public record Command(
    List<String> words, Path directory, Map<String, String> environment, Path log) {

  public Command {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
  }

  /** What a program that ended said on its standard output, and its exit code. */
  public record Result(int exitCode, String output) {}

  /** Starts the program; both its outputs go to the log. */
  public Process start() {
    return start(ProcessBuilder.Redirect.appendTo(log.toFile()));
  }

  /**
   * Runs the program to its end and returns what it said. It is killed with its children, and the
   * call fails, when the time is over.
   */
  public Result run(Duration limit) {
    Path output = temporary();
    try {
      Process process = start(ProcessBuilder.Redirect.to(output.toFile()));
      if (!await(process, limit)) {
        throw new Failure(
            "%s did not end within %d s; what it said is in %s"
                .formatted(words.get(0), limit.toSeconds(), log));
      }
      return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      output.toFile().delete();
    }
  }

  private boolean await(Process process, Duration limit) {
    boolean ended = false;
    try {
      ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return ended;
  }

  private Process start(ProcessBuilder.Redirect output) {
    File nothing = new File("/dev/null");
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(directory.toFile())
            .redirectInput(nothing)
            .redirectOutput(output)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(new HashMap<>(environment));
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("start of %s".formatted(words), e);
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempFile("trueup", ".out");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
