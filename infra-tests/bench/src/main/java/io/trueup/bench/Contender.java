package io.trueup.bench;

import io.trueup.demo.host.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that does the work to be compared: a class with a {@code main} that prints how long it
 * took, a line {@code seconds N}. It runs in a process of its own, which is new for each round.
 */
public record Contender(String name, Class<?> main, String heap, ClassPath classPath) {

  private static final Duration LIMIT = Duration.ofMinutes(30);
  private static final String SECONDS = "seconds";
  private static final Pattern FIGURE = Pattern.compile("([a-z]+) ([0-9.E]+)");

  /** What Spark asks of a JDK 17. */
  private static final List<String> OPENED =
      List.of(
          "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
          "--add-opens=java.base/sun.security.action=ALL-UNNAMED");

  /** Runs the program to its end; how many seconds its work took. */
  public double run(List<String> arguments, Asked asked, Path folder) {
    return figures(arguments, asked, folder).getOrDefault(SECONDS, Double.NaN);
  }

  /**
   * Runs the program to its end; all figures that it printed, a line {@code NAME N} each, seconds
   * among them. What it says otherwise goes to the log.
   */
  public Map<String, Double> figures(List<String> arguments, Asked asked, Path folder) {
    Path log = folder.resolve(name.replace(' ', '-') + ".log");
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-Xmx" + heap);
    words.addAll(OPENED);
    words.addAll(List.of("-cp", classPath.of(asked.checkout()), main.getName()));
    words.addAll(arguments);
    Command.Result result = new Command(words, folder, Map.of(), log).run(LIMIT);
    Map<String, Double> figures = new TreeMap<>();
    result
        .output()
        .lines()
        .map(FIGURE::matcher)
        .filter(Matcher::matches)
        .forEach(line -> figures.put(line.group(1), Double.valueOf(line.group(2))));
    if (result.exitCode() != 0 || !figures.containsKey(SECONDS)) {
      throw new IllegalStateException(
          "%s ended with %d after %s, expected 0 and a time; what it said is in %s"
              .formatted(name, result.exitCode(), figures, log));
    }
    return figures;
  }

  /** Prints what {@link #run} reads. */
  public static void took(long nanos) {
    say(SECONDS, nanos / 1e9);
  }

  /** Prints a figure that {@link #figures} reads. */
  public static void say(String name, double figure) {
    System.out.println(name + " " + figure);
  }
}
