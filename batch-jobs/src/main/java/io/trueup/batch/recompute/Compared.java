package io.trueup.batch.recompute;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What comparing some keys came to: how many (portion, measure) pairs there are where the ledgers
 * agree, how many pairs differ by cause, and the worst of them.
 */
record Compared(long pairs, Map<Cause, Long> differing, List<Offender> offenders)
    implements Serializable {

  /** So many offenders are told of. */
  static final int MOST = 1_000;

  static final Compared NONE = new Compared(0, Map.of(), List.of());

  Compared {
    differing = Map.copyOf(differing);
    offenders = List.copyOf(offenders);
  }

  /** All offenders of some portions, of which the worst stay. */
  static Compared of(long pairs, Map<Cause, Long> differing, List<Offender> all) {
    return new Compared(pairs, differing, worst(all));
  }

  private static List<Offender> worst(List<Offender> all) {
    return all.stream().sorted(Offender.ORDER).limit(MOST).toList();
  }

  Compared plus(Compared other) {
    Map<Cause, Long> sum = new TreeMap<>(differing);
    other.differing.forEach((cause, count) -> sum.merge(cause, count, Math::addExact));
    return new Compared(Math.addExact(pairs, other.pairs), sum, joined(other.offenders));
  }

  /** Most keys have none, and sorting again and again would take longer than comparing. */
  private List<Offender> joined(List<Offender> more) {
    if (more.isEmpty()) {
      return offenders;
    }
    List<Offender> all = new ArrayList<>(offenders);
    all.addAll(more);
    return worst(all);
  }

  long differing(Cause cause) {
    return differing.getOrDefault(cause, 0L);
  }
}
