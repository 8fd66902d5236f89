package io.trueup.coldstart;

import io.trueup.standin.FlightsPipeline;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Measures the cold start of each function from its jar: from the start of its process to its
 * handler being made, and to the first event answered, over a stand-in for AWS on this machine.
 *
 * <pre>{@code
 * mvn -q -pl infra-tests -am package -DskipTests
 * T=infra-tests/target
 * java -Dtrueup.checkout=. -cp $T/test-classes:$T/classes:$(cat $T/test-classpath.txt) \
 *     io.trueup.coldstart.ColdStarts 5
 * }</pre>
 *
 * The argument is how often; a second one is a folder to take the jars from.
 */
public final class ColdStarts {

  private ColdStarts() {}

  /** Milliseconds from the start of a process, and those of CPU that it took in all. */
  private record Times(long constructed, long answered, long cpu) {}

  public static void main(String[] args) throws IOException {
    int times = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    Path folder = Files.createTempDirectory("cold");
    StringBuilder table = new StringBuilder();
    table.append(row("function", "jar MB", "made ms", "answered ms", "CPU ms"));
    try (World world = new World()) {
      for (Shipped function : Shipped.values()) {
        Path jar = function.jar(FlightsPipeline.checkout().root());
        if (args.length > 1) {
          jar = Path.of(args[1]).resolve(jar.getFileName());
        }
        start(function, jar, folder, world, 0); // the stand-in's own first time counts for nobody
        List<Times> all = new ArrayList<>();
        for (int i = 1; i <= times; i++) {
          all.add(start(function, jar, folder, world, i));
        }
        table.append(
            row(
                function.name().toLowerCase(Locale.ROOT),
                "%.1f".formatted(Files.size(jar) / 1e6),
                figures(all.stream().mapToLong(Times::constructed)),
                figures(all.stream().mapToLong(Times::answered)),
                figures(all.stream().mapToLong(Times::cpu))));
      }
    }
    System.out.print("\n" + table);
    System.exit(0);
  }

  private static Times start(Shipped function, Path jar, Path folder, World world, int turn)
      throws IOException {
    Path event = Files.writeString(folder.resolve("event.json"), event(function, turn));
    ProcessBuilder builder =
        new ProcessBuilder(function.command(jar, List.of(event)))
            .redirectError(folder.resolve("error.log").toFile());
    builder.environment().putAll(world.environment());
    long start = System.nanoTime();
    Process process = builder.start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      String first = lines.readLine();
      long constructed = System.nanoTime();
      String second =
          lines.lines().filter(line -> line.startsWith(Launch.ANSWER)).findFirst().orElse("");
      long answered = System.nanoTime();
      if (!Launch.CONSTRUCTED.equals(first) || second.isEmpty()) {
        throw new IllegalStateException(
            "%s said '%s', '%s', expected an answer; %s"
                .formatted(function, first, second, Files.readString(folder.resolve("error.log"))));
      }
      return new Times(
          (constructed - start) / 1_000_000,
          (answered - start) / 1_000_000,
          process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis());
    } finally {
      process.destroyForcibly();
    }
  }

  private static String event(Shipped function, int turn) {
    return switch (function) {
      case SPEED, ARCHIVE -> Events.batch(1 + turn, List.of(Events.flight(turn, "ATL", 1_946)));
      case SERVING ->
          Events.request(
              "/v1/views/departures_by_origin",
              Map.of("origin", "ATL", "every", "1d"),
              "application/json");
      case PLAN -> Events.minute();
      case BEAT -> Events.beat(turn);
      case STEP -> Events.step("choose-cut", Map.of());
      case WATCH -> Events.minute();
    };
  }

  private static String row(String function, String jar, String... figures) {
    return "%-8s %7s %22s %22s %22s%n".formatted(function, jar, figures[0], figures[1], figures[2]);
  }

  /** The median, with the least and the most. */
  private static String figures(LongStream times) {
    long[] sorted = times.sorted().toArray();
    return "%d (%d to %d)"
        .formatted(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
  }
}
