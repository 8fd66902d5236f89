package io.trueup.simulation;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code scripts/simulate}. */
@Command(
    name = "scripts/simulate",
    description =
        "Runs the real code through random histories of failures and judges every answer.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class Simulate implements Callable<Integer> {

  @Option(names = "--histories", paramLabel = "N", description = "So many (default: 1000).")
  private int histories = 1_000;

  @Option(names = "--seed", paramLabel = "S", description = "The first one's seed (default: 1).")
  private long seed = 1;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes the figures of all seeds so far to a file, every few seconds.")
  private @Nullable Path json;

  @Option(
      names = "--sum",
      paramLabel = "FILE",
      arity = "1..*",
      description = "Sums up files of --json instead.")
  private List<Path> sum = List.of();

  @Option(
      names = "--breaks",
      description = "Breaks each rule on purpose, and says after how many histories it is found.")
  private boolean breaks;

  @Option(
      names = "--figures",
      paramLabel = "FILE",
      description = "Writes a page of what is lost and counted twice, with and without rules.")
  private @Nullable Path figures;

  @Option(
      names = "--exhaustive",
      paramLabel = "N",
      arity = "0..1",
      fallbackValue = "2",
      description =
          "Runs every run of the smallest history with at most N pre-emptions and faults (default: 2).")
  private @Nullable Integer exhaustive;

  @Spec private @Nullable CommandSpec spec;

  private Simulate() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Simulate()).execute(args));
  }

  @Override
  public Integer call() {
    if (!sum.isEmpty()) {
      return summed();
    }
    if (exhaustive != null) {
      return explored(exhaustive);
    }
    if (figures != null) {
      return new Publishing(System.err).write(figures, seed, histories);
    }
    return breaks
        ? new Breaking(System.out, System.err).all(seed, histories)
        : new Soak(System.out, System.err, Optional.ofNullable(json)).run(seed, histories);
  }

  private static int explored(int deviations) {
    int status = 0;
    try (Crew crew = Crew.ofAll()) {
      for (Smallest.Shards shards : Smallest.Shards.values()) {
        status |=
            new Exploration(shards, deviations, Known.Matching.STOPS).all(crew).show(System.out);
      }
    }
    return status;
  }

  private int summed() {
    try {
      return Soak.show(System.out, Stretch.sum(sum.stream().map(Stretch::read).toList()));
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(
          java.util.Objects.requireNonNull(spec).commandLine(), wrong.getMessage(), wrong);
    }
  }
}
