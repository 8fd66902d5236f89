package io.trueup.batch.recompute;

import com.google.common.collect.Iterables;
import io.trueup.batch.lineage.Execution;
import io.trueup.batch.lineage.Journal;
import io.trueup.batch.master.MasterPlace;
import io.trueup.store.Json;
import io.trueup.store.Segment;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one recompute is to do: read the archive under a prefix up to a cut by the definition of a
 * fingerprint, compare it with the ledger in the control table and with hot deltas, load a new
 * segment table, and leave a report in the archive's bucket. With a {@code base} the segment is of
 * the epochs after it alone. {@code replaced} are the segments of the version served that the new
 * one takes the place of: it is compared with them. With a {@code master} dataset what is new is
 * added to that, and read there. Without {@code hot}, {@code again} or {@code lacking}, as a job of
 * an older release is, it compares no deltas, fills no gap, or makes nothing over one. Without a
 * {@code budget} it loads as fast as writes are taken, and an import has none; {@code execution} is
 * the workflow's that it is a task of, {@code lineage} a server that is told of it.
 */
public record Job(
    String run,
    String attempt,
    long cut,
    URI definition,
    String fingerprint,
    Span epoch,
    String archiveBucket,
    String archivePrefix,
    String controlTable,
    String segmentTable,
    String reportKey,
    Optional<String> kmsKey,
    Map<String, String> tags,
    Optional<Hot> hot,
    Optional<Again> again,
    Optional<Lacking> lacking,
    Optional<Base> base,
    List<Segment> replaced,
    Optional<MasterPlace> master,
    Load load,
    Budget budget,
    Optional<Execution> execution,
    Optional<URI> lineage) {

  /** How the items of a segment come into its table. */
  public enum Load {
    /** By batch writes, into a table that is made empty. */
    WRITES,
    /** By an import of objects, which makes the table. */
    IMPORT;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Load of(String word) {
      return Arrays.stream(values())
          .filter(each -> each.word().equals(word))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "load '%s', expected one of %s"
                          .formatted(word, Arrays.stream(values()).map(Load::word).toList())));
    }
  }

  /** The stream that gaps are read from again, and the time from which on they are. */
  public record Again(String stream, Instant from) {}

  /**
   * What the recompute is compared with: the hot deltas of epochs from {@code from} to the cut,
   * which may be gone once {@code retention} has gone by since the end of their epoch.
   */
  public record Hot(String table, long from, Span retention) {}

  /**
   * When a segment is made of what is there: as soon as nothing lacks that does not lack in the
   * {@code served} segments, and whatever lacks from a time on.
   */
  public record Lacking(Instant from, List<String> served) {}

  /**
   * The segments of the version served that the new one follows, and how far back from their end
   * its records are sought a repeat of.
   */
  public record Base(List<Segment> segments, Span horizon) {

    public Base {
      segments = List.copyOf(segments);
      if (segments.isEmpty()) {
        throw new IllegalArgumentException("base of no segment, expected one or more");
      }
    }

    long to() {
      return segments.get(segments.size() - 1).to();
    }
  }

  public Job {
    tags = Map.copyOf(tags);
    replaced = List.copyOf(replaced);
    if (cut < 0) {
      throw new IllegalArgumentException("job of cut %d, expected 0 or more".formatted(cut));
    }
    if (load == Load.IMPORT && !budget.equals(Budget.NONE)) {
      throw new IllegalArgumentException(
          "write_budget of %.0f with load import, which takes no write units: expected one of both"
              .formatted(budget.units()));
    }
  }

  /**
   * Reads a job of JSON; unknown members are passed over. The table's name is {@code segment_table}
   * or else made of {@code segment_prefix}, run, attempt and retry, so that no two tries have one.
   */
  public static Job parse(String text) {
    Map<String, Object> json = Json.object(text);
    String run = Json.text(json, "run");
    String attempt = word(json, "attempt");
    return new Job(
        run,
        attempt,
        Json.number(json, "cut"),
        URI.create(Json.text(json, "definition")),
        Json.text(json, "fingerprint"),
        Span.parse(Json.text(json, "epoch")),
        Json.text(json, "archive_bucket"),
        optional(json, "archive_prefix").orElse("archive/"),
        Json.text(json, "control_table"),
        optional(json, "segment_table").orElseGet(() -> tableName(json, run, attempt)),
        optional(json, "report_key")
            .orElseGet(() -> "runs/%s/%s/report.json".formatted(run, attempt)),
        optional(json, "kms_key").filter(key -> !key.isEmpty()),
        tags(json),
        optional(json, "hot_table").map(table -> hot(json, table)),
        optional(json, "stream").map(stream -> again(json, stream)),
        optional(json, "lacking_from").map(from -> lacking(json, from)),
        base(json),
        segments(json, "replaced"),
        json.get("master") == null
            ? Optional.empty()
            : Optional.of(MasterPlace.of(Json.object(json, "master"))),
        optional(json, "load").map(Load::of).orElse(Load.WRITES),
        json.get("write_budget") == null
            ? Budget.NONE
            : new Budget(Json.number(json, "write_budget")),
        optional(json, "execution").map(Execution::new),
        optional(json, "lineage").map(Journal::server));
  }

  private static Hot hot(Map<String, Object> json, String table) {
    return new Hot(table, Json.number(json, "from"), Span.parse(Json.text(json, "hot_retention")));
  }

  private static Again again(Map<String, Object> json, String stream) {
    return new Again(stream, Instant.parse(Json.text(json, "again_from")));
  }

  private static Optional<Base> base(Map<String, Object> json) {
    List<Segment> segments = segments(json, "base");
    return segments.isEmpty()
        ? Optional.empty()
        : Optional.of(new Base(segments, Span.parse(Json.text(json, "horizon"))));
  }

  private static List<Segment> segments(Map<String, Object> json, String member) {
    List<?> segments = json.get(member) == null ? List.of() : Json.list(json, member);
    return segments.stream().map(each -> Segment.of((Map<?, ?>) each)).toList();
  }

  private static Lacking lacking(Map<String, Object> json, String from) {
    return new Lacking(
        Instant.parse(from), Json.list(json, "served").stream().map(String.class::cast).toList());
  }

  /** The newest table of the version served, if there is one. */
  Optional<String> newestServed() {
    return lacking.map(Lacking::served).filter(tables -> !tables.isEmpty()).map(Iterables::getLast);
  }

  /** The epochs that the job reads. */
  Reach reach() {
    return base.map(it -> Reach.after(it.to(), it.horizon().millis(), cut, epochs()))
        .orElseGet(() -> new Reach(0, 0, cut));
  }

  Epochs epochs() {
    return new Epochs(epoch);
  }

  private static String tableName(Map<String, Object> json, String run, String attempt) {
    return Json.text(json, "segment_prefix") + run + "-" + attempt + "-" + word(json, "retry");
  }

  private static Optional<String> optional(Map<String, Object> json, String member) {
    return json.get(member) == null ? Optional.empty() : Optional.of(Json.text(json, member));
  }

  /** A counter, which workflows write as a number or as text. */
  private static String word(Map<String, Object> json, String member) {
    Object value = json.get(member);
    return value instanceof String text ? text : Long.toString(Json.number(json, member));
  }

  private static Map<String, String> tags(Map<String, Object> json) {
    Map<String, String> tags = new TreeMap<>();
    if (json.get("tags") != null) {
      Json.object(json, "tags")
          .forEach((name, value) -> tags.put((String) name, String.valueOf(value)));
    }
    return tags;
  }
}
