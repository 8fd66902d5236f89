package io.trueup.simulation;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code scripts/simulate}. */
@Command(
    name = "scripts/simulate",
    description =
        "Runs the real code through random histories of failures and judges every answer.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class Simulate implements Callable<Integer> {

  private static final int SHOWN = 3;
  private static final long PROGRESS_NANOS = 5_000_000_000L;
  private static final double NANOS = 1e9;

  @Option(names = "--histories", paramLabel = "N", description = "So many (default: 1000).")
  private int histories = 1_000;

  @Option(names = "--seed", paramLabel = "S", description = "The first one's seed (default: 1).")
  private long seed = 1;

  @Option(
      names = "--breaks",
      description = "Breaks each rule on purpose, and says after how many histories it is found.")
  private boolean breaks;

  private Simulate() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Simulate()).execute(args));
  }

  @Override
  public Integer call() {
    return breaks
        ? new Breaking(System.out, System.err).all(seed, histories)
        : simulate(System.out);
  }

  private int simulate(PrintStream out) {
    Figures figures = new Figures();
    long start = System.nanoTime();
    long[] shown = {start};
    LongStream.range(seed, seed + histories)
        .takeWhile(each -> figures.wrong() < SHOWN)
        .forEach(
            each -> {
              History.Result result = History.run(Plan.of(each));
              figures.add(result);
              if (result.wrong().isPresent()) {
                out.println(Shrinking.report(Shrinking.of(result, History::run)));
              }
              if (System.nanoTime() - shown[0] > PROGRESS_NANOS) {
                shown[0] = System.nanoTime();
                System.err.println(figures.line());
              }
            });
    out.println(figures.details((System.nanoTime() - start) / NANOS));
    out.println(figures.line());
    return figures.wrong() == 0 ? 0 : 1;
  }
}
