package io.trueup.simulation;

import io.trueup.store.Json;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Measures one history: what is wrong in it is counted, and it goes on. */
final class Measuring implements Findings {

  /** After these the same records or calls come again. */
  private static final Set<Fault> RETRIES =
      EnumSet.of(
          Fault.LOST_ANSWER,
          Fault.CRASH,
          Fault.CRASH_AFTER,
          Fault.ZOMBIE,
          Fault.LATE_WRITE,
          Fault.REDELIVERY,
          Fault.REGROUPED);

  /** Neither a delta that a test makes wrong nor a record that nobody has measures the product. */
  private static final List<String> DAMAGE =
      List.of(Fault.DAMAGED_DELTA + " in the end", Fault.TRIMMED + " " + Retention.Sort.PLACE);

  private final List<Long> free = new ArrayList<>();
  private final List<Long> rolledBack = new ArrayList<>();
  private final List<Long> cuts = new ArrayList<>();
  private Measured.Share differing = Measured.Share.NONE;
  private Measured.Share wrong = Measured.Share.NONE;
  private Measured.Share mixed = Measured.Share.NONE;
  private Judge.Count events = Judge.Count.NONE;
  private Judge.Count eventsAtCut = Judge.Count.NONE;

  private Measuring() {}

  /** What the history of a seed comes to. */
  static Measured of(long seed) {
    Measuring measuring = new Measuring();
    History.Result result = History.run(Plan.of(seed).withoutFaults(DAMAGE), measuring);
    long retries =
        result.faults().counts().entrySet().stream()
            .filter(each -> RETRIES.contains(each.getKey()))
            .mapToLong(Map.Entry::getValue)
            .sum();
    return new Measured(
        1,
        retries,
        measuring.differing,
        measuring.events,
        measuring.eventsAtCut,
        measuring.wrong,
        measuring.mixed,
        new Measured.Ages(measuring.free, measuring.rolledBack, measuring.cuts));
  }

  @Override
  public void wrong(Wrong found) {
    // Wrong pages are counted where they are answered; the rest shows in the numbers.
  }

  @Override
  public void answered(Answered answered, Optional<Wrong> found) {
    long one = found.isPresent() ? 1 : 0;
    wrong = wrong.plus(new Measured.Share(one, 1));
    if (answered.swaps() > 0) {
      mixed = mixed.plus(new Measured.Share(one, 1));
    }
    for (Page.Row row : answered.page().rows()) {
      count(answered.judge(), answered.judge().count(row));
    }
    age(answered.page().certificate());
  }

  @Override
  public void covered(Judge first, Set<CellName> cells) {
    count(first, first.countWithout(cells));
  }

  @Override
  public void compared(Map<?, ?> divergence) {
    differing =
        differing.plus(
            new Measured.Share(
                Json.number(divergence, "differing"), Json.number(divergence, "pairs")));
  }

  private void count(Judge judge, Judge.Count count) {
    events = events.plus(count);
    if (judge.cut() > 0) {
      eventsAtCut = eventsAtCut.plus(count);
    }
  }

  private void age(Page.Certificate certificate) {
    if (certificate.asOf() == 0) {
      return;
    }
    long present = Scheduler.wallClock();
    if (certificate.flags().pinned()) {
      rolledBack.add(present - certificate.asOf());
      cuts.add(present - certificate.cut());
    } else {
      free.add(present - certificate.asOf());
    }
  }
}
