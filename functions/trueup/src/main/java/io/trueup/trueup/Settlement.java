package io.trueup.trueup;

import io.trueup.port.Outcome;
import io.trueup.port.Table;
import io.trueup.store.Approval;
import io.trueup.store.Doubts;
import io.trueup.store.Gap;
import io.trueup.store.InForce;
import io.trueup.store.Json;
import io.trueup.store.Pointer;
import io.trueup.store.Segment;
import io.trueup.store.SegmentAbout;
import io.trueup.store.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The step after the recompute: reads its report, compares the ledgers of both layers, weighs the
 * divergence, and swaps the pointer to the new version. Outcomes: {@code swapped}; {@code
 * incomplete} (the archive lacks records that may still come: wait and recompute again); {@code
 * ask} (there is something about the version that a person has to decide); {@code held} (a person
 * rejected it, the archive's own ledger is contradicted, or another swap came between: the old
 * version stays); {@code dry} (a dry run: what else would have been). A repeated call after a swap
 * says {@code swapped} again.
 */
final class Settlement {

  /** What a report says of a table that may be served. */
  private static final Set<String> LOADED = Set.of("loaded", "lacking");

  private final Deployment deployment;

  Settlement(Deployment deployment) {
    this.deployment = deployment;
  }

  Map<String, Object> settle(Run run, String reportKey, Run.Purpose purpose) {
    Pointer pointer = Pointer.read(deployment.control());
    if (pointer.version().map(Version::id).filter(run.name()::equals).isPresent()) {
      return Map.of("outcome", "swapped", "generation", pointer.generation());
    }
    deployment.requireLease("settle", run);
    if (pointer.hold() == Pointer.Hold.PINNED) {
      return Map.of("outcome", "held", "why", "a rollback pins the version served: resume first");
    }
    Map<String, Object> report = deployment.report(reportKey);
    String made = Json.text(report, "outcome");
    if (!LOADED.contains(made)) {
      String outcome = made.equals("incomplete") ? "incomplete" : "held";
      return Map.of("outcome", outcome, "report", reportKey);
    }
    InForce inForce = InForce.read(deployment.control()).orElse(deployment.deployed());
    // A job of an older release knew the first definition alone.
    String definition =
        report.containsKey("definition")
            ? Json.text(report, "definition")
            : inForce.first().fingerprint();
    if (!inForce.maySwap(definition, pointer)) {
      return Map.of(
          "outcome",
          "held",
          "why",
          "another swap came after definition %s was chosen for this version: begin anew"
              .formatted(definition));
    }
    List<Segment> base = base(report);
    if (!isServed(base, definition, pointer)) {
      return Map.of(
          "outcome",
          "held",
          "why",
          "another version is served than the one whose segments this one adds to: begin anew");
    }
    Optional<Approval> answer =
        Approval.read(deployment.control(), run.name())
            .filter(approval -> approval.isOf(reportKey, Json.text(report, "table")));
    if (answer.filter(it -> it.standing() == Approval.Standing.REJECTED).isPresent()) {
      return Map.of("outcome", "held", "why", rejected(answer.get()));
    }
    Verdict verdict =
        Verdict.of(report, base, pointer, deployment, inForce.of(List.of(definition)).get(0));
    List<String> reasons =
        verdict.beyond(accepted(verdict, pointer, answer), acceptedGaps(verdict, pointer, answer));
    if (purpose == Run.Purpose.DRY) {
      return dry(reportKey, report, verdict, reasons);
    }
    return reasons.isEmpty()
        ? swap(pointer, version(run, definition, report, base, verdict), verdict, report)
        : Map.of(
            "outcome", "ask", "why", String.join("; ", reasons), "doubts", verdict.doubts().json());
  }

  /** What needs no asking, or was approved; what an older question was about was not noted. */
  private static Doubts accepted(Verdict verdict, Pointer pointer, Optional<Approval> answer) {
    Doubts before = verdict.accepted(pointer);
    return answer
        .filter(it -> it.standing() == Approval.Standing.APPROVED)
        .map(it -> before.or(it.doubts().orElseGet(verdict::doubts)))
        .orElse(before);
  }

  /**
   * The gaps of the version served; of an approved report those of its table, which is as it was.
   */
  private List<Gap> acceptedGaps(Verdict verdict, Pointer pointer, Optional<Approval> answer) {
    boolean approved = answer.filter(it -> it.standing() == Approval.Standing.APPROVED).isPresent();
    return approved || verdict.gaps().isEmpty()
        ? verdict.gaps()
        : Gap.served(pointer, deployment.tables()::table);
  }

  private static String rejected(Approval approval) {
    return "rejected by a person%s; asked because of: %s"
        .formatted(
            approval.reason().isEmpty() ? "" : ", who says: " + approval.reason(), approval.why());
  }

  /** What would be swapped to, and whether a person would be asked before. */
  private static Map<String, Object> dry(
      String reportKey, Map<String, Object> report, Verdict verdict, List<String> reasons) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("outcome", "dry");
    answer.put("would", reasons.isEmpty() ? "swap" : "ask");
    if (!reasons.isEmpty()) {
      answer.put("why", String.join("; ", reasons));
    }
    answer.put("cut", Json.number(report, "cut"));
    answer.putAll(said(verdict, report));
    answer.put("cells", report.get("cells"));
    answer.put("strips", report.get("strips"));
    answer.put("report", reportKey);
    return answer;
  }

  private Map<String, Object> swap(
      Pointer pointer, Version version, Verdict verdict, Map<String, Object> report) {
    if (version.cut() <= pointer.cut()) {
      throw new IllegalStateException(
          "swap to version %s with cut %d, expected a cut after %d"
              .formatted(version.id(), version.cut(), pointer.cut()));
    }
    Pointer next = pointer.swappedTo(version, deployment.kept());
    if (pointer.swap(deployment.control(), next) instanceof Outcome.Refused refused) {
      throw new IllegalStateException(
          "swap from generation %d: found %s".formatted(pointer.generation(), refused.stored()));
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("outcome", "swapped");
    answer.put("generation", next.generation());
    answer.put("cut", version.cut());
    answer.putAll(said(verdict, report));
    return answer;
  }

  private static Map<String, Object> said(Verdict verdict, Map<String, Object> report) {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("check", verdict.check().outcome().name().toLowerCase(Locale.ROOT));
    verdict.divergence().ifPresent(share -> said.put("divergence", share.toPlainString()));
    // A job of an older release may still have written the report.
    Optional.ofNullable(report.get("repeats")).ifPresent(it -> said.put("repeats", it));
    if (report.containsKey("corrections")) {
      Map<?, ?> corrections = Json.object(report, "corrections");
      said.put("recomputed", Json.number(corrections, "compared"));
      said.put("corrected", Json.number(corrections, "differing"));
    }
    return said;
  }

  private Version version(
      Run run, String definition, Map<String, Object> report, List<Segment> base, Verdict verdict) {
    long from = base.isEmpty() ? 0 : base.get(base.size() - 1).to();
    Segment added = new Segment(Json.text(report, "table"), from, Json.number(report, "cut"));
    List<Segment> segments = new ArrayList<>(base);
    segments.add(added);
    return verdict.of(run.name(), segments, definition, whole(added).fingerprints());
  }

  /** The segments that the recomputed one follows; a job of an older release knew none. */
  private static List<Segment> base(Map<String, Object> report) {
    return report.containsKey("base")
        ? Json.list(report, "base").stream().map(each -> Segment.of((Map<?, ?>) each)).toList()
        : List.of();
  }

  /**
   * Whether a base is still what the version served begins with: what has left the pointer may be
   * gone. The swap is from this pointer alone.
   */
  private static boolean isServed(List<Segment> base, String definition, Pointer pointer) {
    if (base.isEmpty()) {
      return true;
    }
    return pointer
        .version()
        .filter(version -> version.definition().equals(Optional.of(definition)))
        .map(Version::segments)
        .filter(now -> now.size() >= base.size() && now.subList(0, base.size()).equals(base))
        .isPresent();
  }

  /** What a segment says. A table that was taken away or given up meanwhile must not be served. */
  private SegmentAbout whole(Segment segment) {
    Table table = deployment.tables().table(segment.table());
    return SegmentAbout.read(table)
        .filter(about -> about.from() == segment.from() && about.cut() == segment.to())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "swap to table '%s', expected it to be whole from epoch %d to cut %d"
                        .formatted(segment.table(), segment.from(), segment.to())));
  }
}
