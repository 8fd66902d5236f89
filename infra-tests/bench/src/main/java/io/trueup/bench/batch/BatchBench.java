package io.trueup.bench.batch;

import io.trueup.bench.Asked;
import io.trueup.bench.ClassPath;
import io.trueup.bench.Contender;
import io.trueup.bench.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All contenders on one archive, round by round; in the first one their cells are compared. */
public final class BatchBench {

  private static final String HEAP = "4g";

  /** Ours first. */
  private static final List<Contender> ALL =
      List.of(
          new Contender("trueup", TrueupBatch.class, HEAP, ClassPath.CLUSTER_WITH_JOB),
          new Contender("Spark SQL", SparkSqlBatch.class, HEAP, ClassPath.CLUSTER),
          new Contender("DuckDB", DuckDbBatch.class, HEAP, ClassPath.OURS));

  private BatchBench() {}

  public static List<Row> run(Asked asked) {
    Path folder = asked.in("flights-" + asked.rows());
    System.err.printf("batch: %,d flights are written as an archive%n", asked.rows());
    long records = Flights.write(asked.checkout(), folder, Course.of(asked.rows()));
    compare(asked, folder);
    List<List<Double>> rates =
        ALL.stream().map(any -> (List<Double>) new ArrayList<Double>()).toList();
    for (int round = 1; round <= asked.rounds(); round++) {
      for (int i = 0; i < ALL.size(); i++) {
        double seconds = ALL.get(i).run(arguments(asked, folder, "-"), asked, folder);
        System.err.printf("batch: round %d  %-10s %7.2f s%n", round, ALL.get(i).name(), seconds);
        rates.get(i).add(records / seconds);
      }
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 1; i < ALL.size(); i++) {
      String peer = ALL.get(i).name();
      rows.add(
          Row.of("recompute", rates.get(0), rates.get(i), peer, "records/s", Row.Better.HIGHER));
    }
    return rows;
  }

  /** Fails when any two do not come to the same cells. */
  private static void compare(Asked asked, Path folder) {
    Path first = folder.resolve("cells-0.txt");
    for (int i = 0; i < ALL.size(); i++) {
      Path file = folder.resolve("cells-" + i + ".txt");
      ALL.get(i).run(arguments(asked, folder, file.toString()), asked, folder);
      int cells = CellFile.equal(first, file);
      System.err.printf("batch: %-10s comes to the same %,d cells%n", ALL.get(i).name(), cells);
    }
  }

  private static List<String> arguments(Asked asked, Path folder, String cells) {
    return List.of(
        asked.checkout().root().toString(),
        folder.toString(),
        cells,
        Course.of(asked.rows()).epoch().toString());
  }
}
