package io.trueup.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.demo.check.Api;
import io.trueup.demo.check.CellId;
import io.trueup.demo.check.Check;
import io.trueup.demo.check.Comparison.Demand;
import io.trueup.demo.check.Divergence;
import io.trueup.demo.check.Question;
import io.trueup.demo.check.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The demo's course, from the first event sent to the verdict. */
final class Course {

  private static final int PROBES = 100;
  private static final int SHOWN = 3;
  private static final int MEASURES = 3;

  /** How many characters of a key are shown. */
  private static final int LONGEST = 40;

  private final Material material;
  private final Progress progress;
  private final Api api;
  private final Trial trial;
  private long wrong;

  Course(Material material, Stage stage, Progress progress) {
    this.material = material;
    this.progress = progress;
    this.api = stage.api();
    this.trial = new Trial(material, stage, progress);
  }

  /** Runs it all; the last line is the verdict. Returns whether nothing was wrong at any check. */
  boolean run() throws Exception {
    long events = material.input().count();
    long first = events * 6 / 10;
    long probes = Math.min(PROBES, events / 10);
    progress.phase("60 % of the events sent", () -> trial.send(first));
    progress.phase("counted live", trial::awaitLive);
    List<CellId> shown = largest();
    show(shown);
    check("checked live", Demand.ANY);
    progress.phase("first true-up", () -> trial.trueUp("demo-1"));
    show(shown);
    check("checked exact", Demand.EXACT);
    progress.phase("40 % of the events sent", () -> trial.send(events - probes));
    progress.phase("counted on top of the version", trial::awaitLive);
    Trial.Freshness freshness = progress.phase("freshness measured", () -> trial.probe(events));
    progress.say("%s", said(freshness));
    progress.phase("counted live with the probes", trial::awaitLive);
    show(shown);
    Check.Result live = check("checked while version and live merge", Demand.ANY);
    progress.phase("second true-up", () -> trial.trueUp("demo-2"));
    show(shown);
    Check.Result exact = check("checked exact again", Demand.EXACT);
    progress.summary();
    progress.say("%s", said(freshness));
    Divergence divergence = Divergence.between(exact.expected().visible(live.rows()), exact.rows());
    if (divergence.different() > 0) {
      progress.say("what diverged is the live numbers by %s", live.expected().remark());
    }
    System.out.printf(
        "cells %d  wrong %d  divergence %s%n", exact.cells(), wrong, divergence.percent());
    return wrong == 0;
  }

  /** A request that a person may try: all keys of the first view in its coarsest size. */
  String example() {
    Map.Entry<String, Api.View> view = firstView();
    List<String> sizes = view.getValue().every();
    return api.address("/v1/views/" + view.getKey(), Map.of("every", sizes.get(sizes.size() - 1)))
        .toString();
  }

  private Check.Result check(String phase, Demand demand) throws Exception {
    Check.Result result = progress.phase(phase, () -> trial.check(demand));
    wrong += result.wrong().size();
    return result;
  }

  /** The cells of keys of the first view with most events, in the coarsest size. */
  private List<CellId> largest() {
    Map.Entry<String, Api.View> view = firstView();
    List<String> sizes = view.getValue().every();
    Map<CellId.Key, CellId> byKey = new LinkedHashMap<>();
    trial
        .expected()
        .byEvents()
        .filter(cell -> cell.view().equals(view.getKey()))
        .filter(cell -> cell.every().equals(sizes.get(sizes.size() - 1)))
        .forEach(cell -> byKey.putIfAbsent(cell.key(), cell));
    return byKey.values().stream().limit(SHOWN).toList();
  }

  private void show(List<CellId> cells) {
    Map.Entry<String, Api.View> view = firstView();
    List<String> measures = view.getValue().measures();
    for (CellId cell : cells) {
      api.answer(Question.all(cell.view(), cell.every(), cell.key())).rows().stream()
          .filter(row -> row.cell().equals(cell))
          .forEach(
              row ->
                  progress.say(
                      "%-22s %s  %s  %s",
                      shortened(cell.key().toString()),
                      cell.bucket(),
                      said(measures, row.measures()),
                      row.claim() == Row.Claim.EXACT ? "exact" : "live"));
    }
  }

  private Map.Entry<String, Api.View> firstView() {
    return api.views().entrySet().iterator().next();
  }

  private static String shortened(String key) {
    return key.codePointCount(0, key.length()) <= LONGEST
        ? key
        : key.substring(0, key.offsetByCodePoints(0, LONGEST)) + "…";
  }

  private static String said(List<String> names, Map<String, JsonNode> measures) {
    return names.stream()
        .limit(MEASURES)
        .map(name -> "%s %-7s".formatted(name, measures.get(name)))
        .collect(Collectors.joining("  "));
  }

  private static String said(Trial.Freshness freshness) {
    return "freshness, %s, %d events: p50 %.2f s, p99 %.2f s"
        .formatted(
            freshness.meaning(),
            freshness.micros().size(),
            Percentile.of(freshness.micros(), 0.5) / 1e6,
            Percentile.of(freshness.micros(), 0.99) / 1e6);
  }
}
