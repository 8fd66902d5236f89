package io.trueup.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.demo.check.Api;
import io.trueup.demo.check.CellId;
import io.trueup.demo.check.Check;
import io.trueup.demo.check.Comparison.Demand;
import io.trueup.demo.check.Divergence;
import io.trueup.demo.check.Oracle;
import io.trueup.demo.check.Question;
import io.trueup.demo.check.Row;
import io.trueup.demo.send.Input;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The demo's course, from the first flight sent to the verdict. */
final class Course {

  private static final int PROBES = 100;
  private static final int SHOWN = 3;

  private final Input input;
  private final Oracle oracle;
  private final Progress progress;
  private final Api api;
  private final Trial trial;
  private long wrong;

  Course(Input input, Oracle oracle, Stage stage, Progress progress) {
    this.input = input;
    this.oracle = oracle;
    this.progress = progress;
    this.api = stage.api();
    this.trial = new Trial(input, oracle, stage, progress);
  }

  /** Runs it all; the last line is the verdict. Returns whether nothing was wrong at any check. */
  boolean run() throws Exception {
    long events = input.count();
    long first = events * 6 / 10;
    progress.phase("60 % of the flights sent", () -> trial.send(first));
    progress.phase("counted live", trial::awaitLive);
    List<Question> shown = busiest(first);
    show(shown);
    check("checked live", Demand.ANY);
    progress.phase("first true-up", () -> trial.trueUp("demo-1"));
    show(shown);
    check("checked exact", Demand.EXACT);
    progress.phase("40 % of the flights sent", () -> trial.send(events - PROBES));
    progress.phase("counted on top of the version", trial::awaitLive);
    List<Long> micros = progress.phase("freshness measured", () -> trial.probe(events));
    String freshness =
        "freshness, event sent to answer changed, %d events: p50 %.2f s, p99 %.2f s"
            .formatted(micros.size(), seconds(micros, 0.5), seconds(micros, 0.99));
    progress.say("%s", freshness);
    progress.phase("counted live with the probes", trial::awaitLive);
    show(shown);
    Check.Result live = check("checked while version and live merge", Demand.ANY);
    progress.phase("second true-up", () -> trial.trueUp("demo-2"));
    show(shown);
    Check.Result exact = check("checked exact again", Demand.EXACT);
    progress.summary();
    progress.say("%s", freshness);
    Divergence divergence = Divergence.between(live.rows(), exact.rows());
    System.out.printf(
        "cells %d  wrong %d  divergence %s%n", exact.cells(), wrong, divergence.percent());
    return wrong == 0;
  }

  /** A request that a person may try. */
  String example() {
    return api.address("/v1/views/" + Flights.BY_ORIGIN, Map.of("origin", "ATL", "every", "1d"))
        .toString();
  }

  private Check.Result check(String phase, Demand demand) throws Exception {
    Check.Result result = progress.phase(phase, () -> trial.check(demand));
    wrong += result.wrong().size();
    return result;
  }

  /** The days of the airports with most flights on one day. */
  private List<Question> busiest(long sent) {
    Stream<CellId> cells =
        oracle.cells(sent).entrySet().stream()
            .filter(cell -> cell.getKey().view().equals(Flights.BY_ORIGIN))
            .filter(cell -> cell.getKey().every().equals(Flights.COARSEST))
            .sorted(Comparator.comparing(Course::flights).reversed())
            .map(Map.Entry::getKey);
    return cells
        .map(cell -> Question.all(cell.view(), cell.every(), cell.key()))
        .distinct()
        .limit(SHOWN)
        .toList();
  }

  private static long flights(Map.Entry<CellId, Map<String, JsonNode>> cell) {
    return Flights.count(cell.getValue());
  }

  private void show(List<Question> questions) {
    for (Question question : questions) {
      List<Row> rows = new ArrayList<>(api.answer(question).rows());
      rows.sort(Comparator.comparing(row -> row.cell().bucket()));
      Row last = rows.get(Math.max(0, rows.size() - 2)); // the last whole day
      progress.say(
          "%-22s %s  %6s flights  mean delay %-18s  %s",
          last.cell().key(),
          last.cell().bucket(),
          Flights.count(last.measures()),
          String.valueOf(last.measures().get("delay_mean")),
          last.claim() == Row.Claim.EXACT ? "exact" : "live");
    }
  }

  private static double seconds(List<Long> micros, double share) {
    return Percentile.of(micros, share) / 1e6;
  }
}
