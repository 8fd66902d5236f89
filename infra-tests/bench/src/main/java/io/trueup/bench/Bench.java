package io.trueup.bench;

import io.trueup.bench.batch.BatchBench;
import io.trueup.bench.batch.GrowthBench;
import io.trueup.bench.batch.SkewBench;
import io.trueup.demo.host.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code scripts/bench}: runs comparisons and prints one table. */
@Command(name = "bench", mixinStandardHelpOptions = true, sortOptions = false)
final class Bench implements Callable<Integer> {

  /** A comparison: what it was asked for in, its rows out. */
  @FunctionalInterface
  interface Comparison {
    List<Row> run(Asked asked);
  }

  private static final long FLIGHTS = 3_000_000;
  private static final Map<String, Comparison> ALL =
      Map.of("batch", BatchBench::run, "growth", GrowthBench::run, "skew", SkewBench::run);

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "Which (default: all): batch, growth, skew.")
  private List<String> names = List.of();

  @Option(names = "--rounds", paramLabel = "N", description = "Rounds (default: 3).")
  private int rounds = 3;

  @Option(names = "--rows", paramLabel = "N", description = "Events (default: 3000000).")
  private long rows = FLIGHTS;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the rows to a file.")
  private @Nullable Path json;

  @Option(names = "--checkout", hidden = true)
  private Path checkout = Path.of(".");

  private Bench() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Bench()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    if (rounds < 1 || rows < 1 || rows > FLIGHTS) {
      System.err.printf(
          "bench: --rounds %d, --rows %d, expected 1 or more, and 1 to %d%n",
          rounds, rows, FLIGHTS);
      return 2;
    }
    Path folder = Files.createDirectories(checkout.resolve(".localstack/bench")).toRealPath();
    Asked asked = new Asked(new Checkout(checkout.toRealPath()), folder, rows, rounds);
    List<Row> all = new ArrayList<>();
    for (String name : names.isEmpty() ? ALL.keySet().stream().sorted().toList() : names) {
      Comparison comparison = ALL.get(name);
      if (comparison == null) {
        System.err.printf("bench: no '%s', expected one of %s%n", name, ALL.keySet());
        return 2;
      }
      all.addAll(comparison.run(asked));
    }
    Table.print(all, System.out);
    if (json != null) {
      Table.write(all, json);
    }
    return 0;
  }
}
