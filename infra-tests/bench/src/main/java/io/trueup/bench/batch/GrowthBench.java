package io.trueup.bench.batch;

import io.trueup.bench.Asked;
import io.trueup.bench.ClassPath;
import io.trueup.bench.Contender;
import io.trueup.bench.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The same new events behind longer and longer histories: how long the true-up takes that adds
 * them. Before that the cells that it adds are compared.
 */
public final class GrowthBench {

  private static final long NEW = 100_000;
  private static final long MILLION = 1_000_000;
  private static final List<Long> MILLIONS = List.of(1L, 4L, 16L);
  private static final Contender TRUEUP =
      new Contender("trueup", TrueupBatch.class, "4g", ClassPath.CLUSTER_WITH_JOB);

  private GrowthBench() {}

  public static List<Row> run(Asked asked) {
    MILLIONS.forEach(millions -> prepare(asked, millions));
    List<List<Double>> seconds =
        MILLIONS.stream().map(any -> (List<Double>) new ArrayList<Double>()).toList();
    for (int round = 1; round <= asked.rounds(); round++) {
      for (int i = 0; i < MILLIONS.size(); i++) {
        long millions = MILLIONS.get(i);
        double took = TRUEUP.run(arguments(asked, millions, "-"), asked, folder(asked, millions));
        System.err.printf("growth: round %d  %2d million %7.2f s%n", round, millions, took);
        seconds.get(i).add(took);
      }
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 1; i < MILLIONS.size(); i++) {
      String name = "increment behind %d million".formatted(MILLIONS.get(i));
      rows.add(Row.of(name, seconds.get(i), seconds.get(0), "1 million", "s", Row.Better.LOWER));
    }
    return rows;
  }

  /** Writes an archive, and fails when what is added behind it is not the same cells. */
  private static void prepare(Asked asked, long millions) {
    System.err.printf(
        "growth: %d million flights and %,d new ones are written as an archive%n", millions, NEW);
    Flights.write(asked.checkout(), folder(asked, millions), course(millions));
    Path cells = cells(asked, millions);
    TRUEUP.run(arguments(asked, millions, cells.toString()), asked, folder(asked, millions));
    int added = CellFile.equal(cells(asked, MILLIONS.get(0)), cells);
    System.err.printf("growth: behind %d million they come to %,d cells%n", millions, added);
  }

  private static Course course(long millions) {
    return Course.of(millions * MILLION, NEW);
  }

  private static List<String> arguments(Asked asked, long millions, String cells) {
    Course course = course(millions);
    return List.of(
        asked.checkout().root().toString(),
        folder(asked, millions).toString(),
        cells,
        course.epoch().toString(),
        Long.toString(Flights.newest(folder(asked, millions))));
  }

  private static Path folder(Asked asked, long millions) {
    return asked.in("growth-" + millions);
  }

  private static Path cells(Asked asked, long millions) {
    return folder(asked, millions).resolve("cells.txt");
  }
}
