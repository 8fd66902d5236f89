package io.trueup.trueup;

import io.trueup.definition.Pipeline;
import io.trueup.definition.View;
import io.trueup.notice.NumberCorrected;
import io.trueup.notice.Swap;
import io.trueup.notice.VersionSwapped;
import io.trueup.store.CellKey;
import io.trueup.store.Json;
import io.trueup.store.Segment;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The numbers that a swap changes, as the report of its recompute has them: those of the version
 * before that recomputing does not come to, and live ones that are not what the archive's records
 * come to. A job of an older release may have written the report.
 */
record Changes(Map<String, Object> report, Swap swap, Pipeline pipeline, Epochs epochs) {

  /** All that the report lists, the worst of each kind first. */
  List<NumberCorrected> listed() {
    return Stream.concat(recomputed(), live()).toList();
  }

  /** What is told of all of them, where so many notices were put and so many are tolerated. */
  VersionSwapped.Told told(String where, int told, int tolerated) {
    Map<?, ?> divergence = of("divergence");
    long differing =
        of(divergence, "causes").values().stream()
            .mapToLong(cause -> count((Map<?, ?>) cause, "pairs"))
            .sum();
    return new VersionSwapped.Told(
        where,
        count(of("corrections"), "compared"),
        count(of("corrections"), "differing"),
        count(divergence, "pairs"),
        differing,
        told,
        tolerated);
  }

  private Stream<NumberCorrected> recomputed() {
    List<Segment> replaced =
        list(report, "replaced").stream().map(each -> Segment.of((Map<?, ?>) each)).toList();
    if (replaced.isEmpty()) {
      return Stream.empty();
    }
    NumberCorrected.Arrivals arrivals =
        arrivals(replaced.get(0).from(), replaced.get(replaced.size() - 1).to(), Optional.empty());
    return list(of("corrections"), "worst").stream()
        .map(each -> (Map<?, ?>) each)
        .map(
            each ->
                new NumberCorrected(
                    swap,
                    NumberCorrected.RECOMPUTED,
                    cell(each, view(each), Span.parse(Json.text(each, "every"))),
                    arrivals,
                    each.get("served"),
                    each.get("exact")));
  }

  private Stream<NumberCorrected> live() {
    return list(of("divergence"), "offenders").stream()
        .map(each -> (Map<?, ?>) each)
        .map(
            each -> {
              View view = view(each);
              long epoch = Json.number(each, "epoch");
              return new NumberCorrected(
                  swap,
                  Json.text(each, "cause"),
                  cell(each, view, view.finest().length()),
                  arrivals(epoch, epoch + 1, Optional.of(Json.text(each, "shard"))),
                  each.get("live"),
                  each.get("exact"));
            });
  }

  private View view(Map<?, ?> number) {
    String name = Json.text(number, "view");
    return pipeline
        .view(name)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "report of version %s: a number of view '%s', expected one of pipeline %s"
                        .formatted(swap.version().id(), name, pipeline.name())));
  }

  private static NumberCorrected.Cell cell(Map<?, ?> number, View view, Span every) {
    return new NumberCorrected.Cell(
        view,
        new CellKey(Json.text(number, "key")),
        every,
        Instant.parse(Json.text(number, "bucket")),
        Json.text(number, "measure"));
  }

  private NumberCorrected.Arrivals arrivals(long from, long to, Optional<String> shard) {
    return new NumberCorrected.Arrivals(
        Instant.ofEpochMilli(epochs.start(from)), Instant.ofEpochMilli(epochs.start(to)), shard);
  }

  private Map<?, ?> of(String member) {
    return of(report, member);
  }

  private static Map<?, ?> of(Map<?, ?> object, String member) {
    return object.containsKey(member) ? Json.object(object, member) : Map.of();
  }

  private static List<?> list(Map<?, ?> object, String member) {
    return object.containsKey(member) ? Json.list(object, member) : List.of();
  }

  private static long count(Map<?, ?> object, String member) {
    return object.containsKey(member) ? Json.number(object, member) : 0;
  }
}
