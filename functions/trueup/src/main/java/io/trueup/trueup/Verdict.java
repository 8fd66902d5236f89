package io.trueup.trueup;

import io.trueup.store.CrossChecking;
import io.trueup.store.Doubts;
import io.trueup.store.Gap;
import io.trueup.store.Json;
import io.trueup.store.Pointer;
import io.trueup.store.Segment;
import io.trueup.store.Tenure;
import io.trueup.store.Version;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is to be said of a version before it is served: how the ledgers of both layers compare below
 * its cut, which gaps of the archive it was computed over, the divergence that its recompute found
 * (empty where none was compared), and the largest one that is served without asking.
 */
record Verdict(
    CrossChecking check, List<Gap> gaps, Optional<BigDecimal> divergence, BigDecimal bound) {

  /** So many gaps are named, the oldest. */
  private static final int NAMED = 5;

  /** The verdict on what a report says was loaded, to follow the segments of a base. */
  static Verdict of(
      Map<String, Object> report,
      List<Segment> base,
      Pointer pointer,
      Deployment deployment,
      Tenure definition) {
    List<Gap> kept =
        base.stream()
            .flatMap(each -> Gap.read(deployment.tables().table(each.table())).stream())
            .toList();
    return new Verdict(
        CrossChecking.between(
            from(pointer), Json.number(report, "cut"), deployment.control(), any -> {}),
        Gap.all(kept, Gap.read(deployment.tables().table(Json.text(report, "table")))),
        // A job of an older release may still have written the report.
        Optional.ofNullable(report.get("divergence"))
            .map(each -> ((Map<?, ?>) each).get("share"))
            .map(share -> new BigDecimal((String) share)),
        deployment.library().load(definition).objectives().divergence());
  }

  /** Below a cut at which both ledgers were equal, and are for ever, nothing is to be compared. */
  private static long from(Pointer pointer) {
    return pointer
        .version()
        .filter(it -> it.check() == Version.CrossCheck.CHECKED)
        .map(Version::cut)
        .orElse(0L);
  }

  /** What speaks against the version. */
  Doubts doubts() {
    return new Doubts(unread(), contradicted(), divergence.orElse(BigDecimal.ZERO));
  }

  /** What nobody is asked about: the bound, and what was accepted for the version served. */
  Doubts accepted(Pointer pointer) {
    return new Doubts(
        pointer.version().map(Version::unread).orElse(0L),
        pointer.version().map(Version::contradicted).orElse(0L),
        bound);
  }

  /** Why a person has to decide: what is more than was accepted. */
  List<String> beyond(Doubts accepted, List<Gap> acceptedGaps) {
    List<String> reasons = new ArrayList<>();
    divergence
        .filter(share -> share.compareTo(accepted.divergence()) > 0)
        .ifPresent(
            share ->
                reasons.add(
                    "divergence %s, expected at most %s: the hot deltas are wrong"
                        .formatted(share.toPlainString(), bound.toPlainString())));
    List<Gap> more = Gap.beyond(acceptedGaps, gaps);
    if (!more.isEmpty()) {
      reasons.add(reason(more));
    }
    if (unread() > accepted.lost()) {
      reasons.add(reason(CrossChecking.Outcome.LOST_BY_ARCHIVE));
    }
    if (contradicted() > accepted.contradicted()) {
      reasons.add(reason(CrossChecking.Outcome.CONTRADICTORY));
    }
    return reasons;
  }

  /** The version that is served. */
  Version of(
      String run, List<Segment> segments, String definition, Map<String, String> fingerprints) {
    return new Version(
        run,
        segments,
        Optional.of(definition),
        fingerprints,
        check.outcome() == CrossChecking.Outcome.EQUAL && gaps.isEmpty()
            ? Version.CrossCheck.CHECKED
            : Version.CrossCheck.NOT_CHECKED,
        lost(),
        unread(),
        contradicted(),
        divergence);
  }

  private long lost() {
    return check.lost(gaps).values().stream().mapToLong(each -> each).sum();
  }

  private long unread() {
    return check.records(CrossChecking.Outcome.LOST_BY_ARCHIVE);
  }

  private long contradicted() {
    return check.count(CrossChecking.Outcome.CONTRADICTORY);
  }

  private static String reason(List<Gap> gaps) {
    return "the archive is not what its ledger says, and Kinesis has not kept it: "
        + gaps.stream()
            .limit(NAMED)
            .map(
                gap ->
                    "shard %s, epoch %d: %d of %d records"
                        .formatted(gap.shard(), gap.epoch(), gap.found(), gap.expected()))
            .collect(Collectors.joining("; "))
        + (gaps.size() > NAMED ? "; in all %d (shard, epoch)s".formatted(gaps.size()) : "");
  }

  private String reason(CrossChecking.Outcome outcome) {
    CrossChecking.Difference first =
        check.differences().stream()
            .filter(difference -> difference.outcome() == outcome)
            .findFirst()
            .orElseThrow();
    return "%s: shard %s, epoch %d: speed %s, archive %s, in all %d"
        .formatted(
            outcome,
            first.shard(),
            first.epoch(),
            first.speed(),
            first.archive(),
            check.count(outcome));
  }
}
