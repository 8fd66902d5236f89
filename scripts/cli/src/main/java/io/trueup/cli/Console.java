package io.trueup.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What a command works with: standard streams in UTF-8, the clock, the environment's variables, and
 * the folder that relative paths begin at. {@code checkout} is where this repository lies.
 */
public record Console(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Clock clock,
    Map<String, String> environment,
    Path folder,
    Path checkout) {

  public Console {
    environment = Map.copyOf(environment);
  }

  /** The process's own. */
  static Console ofProcess() {
    return new Console(
        System.in,
        new PrintStream(System.out, true, StandardCharsets.UTF_8),
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        Clock.systemUTC(),
        System.getenv(),
        Path.of(""),
        Path.of(System.getProperty("trueup.checkout", "")).toAbsolutePath());
  }

  /** A path as a person gave it. */
  public Path path(String text) {
    return folder.resolve(text);
  }

  /** Progress of this command, from now on. */
  public Progress progress() {
    return new Progress(err, clock);
  }
}
