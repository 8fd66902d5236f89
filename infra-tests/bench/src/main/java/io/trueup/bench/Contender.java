package io.trueup.bench;

import io.trueup.demo.host.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program that does the work to be compared: a class with a {@code main} that prints how long it
 * took, a line {@code seconds N}. It runs in a process of its own, which is new for each round.
 */
public record Contender(String name, Class<?> main, String heap, ClassPath classPath) {

  private static final Duration LIMIT = Duration.ofMinutes(30);
  private static final String SECONDS = "seconds ";

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

  /** Runs the program to its end; how many seconds its work took. Both outputs go to the log. */
  public double run(List<String> arguments, Asked asked, Path folder) {
    Path log = folder.resolve(name.replace(' ', '-') + ".log");
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-Xmx" + heap);
    words.addAll(OPENED);
    words.addAll(List.of("-cp", classPath.of(asked.checkout()), main.getName()));
    words.addAll(arguments);
    Command.Result result = new Command(words, folder, Map.of(), log).run(LIMIT);
    return result
        .output()
        .lines()
        .filter(line -> line.startsWith(SECONDS))
        .mapToDouble(line -> Double.parseDouble(line.substring(SECONDS.length())))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "%s ended with %d and no time; what it said is in %s"
                        .formatted(name, result.exitCode(), log)));
  }

  /** Prints what {@link #run} reads. */
  public static void took(long nanos) {
    System.out.println(SECONDS + nanos / 1e9);
  }
}
