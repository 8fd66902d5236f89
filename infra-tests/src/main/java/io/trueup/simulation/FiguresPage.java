package io.trueup.simulation;

import io.trueup.aggregate.SketchErrors.Observed;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The page {@code docs/figures.md}: what Trueup loses and counts twice, beside what it would
 * without a rule, in the histories of so many seeds.
 */
record FiguresPage(
    long seed,
    Measured trueup,
    Measured addedAgain,
    Measured cutByEventTime,
    Measured otherSegments,
    List<Observed> sketches) {

  private static final String PAGE =
      """
      # What it loses and counts twice

      Measured, and written as this page, by

      ```
      scripts/simulate --figures docs/figures.md --histories %d --seed %d
      ```

      in %s random histories of the [simulation](protocol.md#what-shows-it): the real code of both layers, the true-up and the API, on virtual time,
      with %s crashes, lost answers, zombies, late writes and batches that are delivered again, events that are late, ahead, repeated and malformed,
      shards that split and merge, true-ups at once and rollbacks. An oracle, which is a list of events and a loop, knows what each of %s answers must
      hold. In the right column the same code runs through the same histories, with one rule patched out of it: what a design without it gives.

      | | Trueup | without the rule | the rule left out |
      |---|---|---|---|
      | live numbers that differ from exact ones | %s | %s | a delta knows the position of its last record: here it is a counter, to which a batch that comes again is added again |
      | events counted twice or more, under retries | %s | %s | the same |
      | events lacking or counted twice where a version meets live deltas | %s | %s | the cut is by arrival: here a live delta stands at the time of its event, up to 90 s before |
      | wrong answers of those during which the pointer changed | %s | %s | one read of the pointer names all that an answer is made of: here its tables are looked up once more than its cut |
      | wrong answers of all | %s | %s | the same |

      - *Live numbers that differ*: (cell of the finest size, epoch, shard, measure)s that a recompute compared and that have no cause
        ([rule 11](protocol.md)), of all that it compared.
      - *Events*: those that an answer holds or must hold, once for each cell of each answer. One must be there if it is of an epoch before the cut,
        arrived before `as_of`, or was wholly processed when the question was asked.
      - *Wrong answers*: pages of which a number, `exact` or the certificate is not as the oracle says.

      ## How old an answer is

      `as_of` behind the present, in seconds of virtual time. Epochs have 5 s there, heartbeats come every 4 s, and layers die for up to 25 s: the spread
      is theirs. After a rollback an answer is by an older version and all live deltas since its cut, so it is as young as any. Where only deltas since
      the newest cut were kept, it would be as old as the cut that is served.

      | answers | | p50 | p95 | largest |
      |---|---|---|---|---|
      | by the newest version | %s |
      | after a rollback | %s |
      | after a rollback, if the cut were all | %s |

      ## Sketches

      Estimates against exact numbers, each over %s random cells of 1 to 30,000 values, merged as deltas and segments are. The error is in percent: of the
      number; of a quantile, of its rank; of a `top`, of a count against all values. A bound may be missed as often as it says.

      | sketch | bound | cells with another number than the exact one | exact number out of bounds | largest error |
      |---|---|---|---|---|
      %s
      """;

  String text() {
    return PAGE.formatted(
        trueup.histories(),
        seed,
        number(trueup.histories()),
        number(trueup.retries()),
        number(trueup.wrong().all()),
        of(trueup.differing()),
        of(addedAgain.differing()),
        of(twice(trueup.events())),
        of(twice(addedAgain.events())),
        of(off(trueup.eventsAtCut())),
        of(off(cutByEventTime.eventsAtCut())),
        of(trueup.mixed()),
        of(otherSegments.mixed()),
        of(trueup.wrong()),
        of(otherSegments.wrong()),
        ages(trueup.ages().free()),
        ages(trueup.ages().rolledBack()),
        ages(trueup.ages().cuts()),
        number(sketches.stream().mapToLong(Observed::cells).max().orElse(0)),
        sketches.stream().map(FiguresPage::row).collect(Collectors.joining("\n")));
  }

  private static Measured.Share twice(Judge.Count count) {
    return new Measured.Share(count.twice(), count.events());
  }

  private static Measured.Share off(Judge.Count count) {
    return new Measured.Share(count.lacking() + count.twice(), count.events());
  }

  private static String of(Measured.Share share) {
    String percent =
        share.some() == 0
            ? ""
            : String.format(Locale.ROOT, " (%.2f %%)", 100.0 * share.some() / share.all());
    return number(share.some()) + " of " + number(share.all()) + percent;
  }

  private static String ages(List<Long> ages) {
    List<Long> sorted = ages.stream().sorted().toList();
    return number(sorted.size())
        + " | "
        + List.of(0.5, 0.95, 1.0).stream()
            .map(share -> seconds(sorted, share))
            .collect(Collectors.joining(" | "));
  }

  private static String seconds(List<Long> sorted, double share) {
    return sorted.isEmpty()
        ? "none"
        : String.format(
            Locale.ROOT,
            "%.1f s",
            sorted.get((int) Math.ceil(share * sorted.size()) - 1) / 1_000.0);
  }

  private static String row(Observed observed) {
    return String.format(
        Locale.ROOT,
        "| `%s` | %s | %s | %s | %.2f %% |",
        observed.sketch(),
        bound(observed.sketch()),
        number(observed.estimated()),
        number(observed.outside()),
        observed.largestPercent());
  }

  private static String bound(String sketch) {
    return switch (sketch.substring(0, 3)) {
      case "dis" -> "3 standard errors of 1.6 %, or 99.7 %";
      case "qua" -> "1 % of rank, in 99 %";
      default -> "those that it says, always";
    };
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
