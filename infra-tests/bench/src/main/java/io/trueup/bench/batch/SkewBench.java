package io.trueup.bench.batch;

import io.trueup.bench.Asked;
import io.trueup.bench.ClassPath;
import io.trueup.bench.Contender;
import io.trueup.bench.Row;
import io.trueup.bench.batch.Visits.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * As many visits to as many sites, once with half of them on one site and once without: how long
 * the recompute takes and what memory it needs. Each comes to what was counted, or fails.
 */
public final class SkewBench {

  private static final Contender TRUEUP =
      new Contender("trueup", SkewBatch.class, "4g", ClassPath.CLUSTER_WITH_JOB);

  private SkewBench() {}

  public static List<Row> run(Asked asked) {
    Map<Shape, List<Double>> seconds = new EnumMap<>(Shape.class);
    Map<Shape, List<Double>> megabytes = new EnumMap<>(Shape.class);
    for (int round = 1; round <= asked.rounds(); round++) {
      for (Shape shape : Shape.values()) {
        Path folder = asked.in("visits-" + shape.name().toLowerCase(Locale.ROOT));
        Visits.write(folder, shape);
        Map<String, Double> figures = TRUEUP.figures(List.of(folder.toString()), asked, folder);
        System.err.printf(
            "skew: round %d  %-11s %,d lines, %,.0f cells, %.1f s, at most %,.0f MB after a collection%n",
            round,
            shape,
            Visits.VISITS,
            figures.get("cells"),
            figures.get("seconds"),
            figures.get("megabytes"));
        seconds.computeIfAbsent(shape, any -> new ArrayList<>()).add(figures.get("seconds"));
        megabytes.computeIfAbsent(shape, any -> new ArrayList<>()).add(figures.get("megabytes"));
      }
    }
    return List.of(
        row("skewed recompute", "s", seconds), row("skewed recompute, heap", "MB", megabytes));
  }

  private static Row row(String name, String unit, Map<Shape, List<Double>> figures) {
    return Row.of(
        name,
        figures.getOrDefault(Shape.HALF_TO_ONE, List.of()),
        figures.getOrDefault(Shape.EVEN, List.of()),
        "no heavy key",
        unit,
        Row.Better.LOWER);
  }
}
