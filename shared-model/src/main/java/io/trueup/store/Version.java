package io.trueup.store;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An exact version: segments that join without gap from epoch 0 to its cut, the fingerprint of the
 * definition that it is of (none stands for the first one) and of each view in it, whether the
 * ledgers of both layers agreed on it, and what a person accepted of it: how many records are lost
 * to it, how many the archive has never read of those that the speed layer has, and on how many
 * (shard, epoch)s the ledgers contradict each other. {@code divergence} is the share of the live
 * numbers before its swap that were wrong; empty where none was compared.
 */
public record Version(
    String id,
    List<Segment> segments,
    Optional<String> definition,
    Map<String, String> fingerprints,
    CrossCheck check,
    long lost,
    long unread,
    long contradicted,
    Optional<BigDecimal> divergence) {

  /** What the comparison of the two ledgers below the cut has shown. */
  public enum CrossCheck {
    CHECKED,
    NOT_CHECKED
  }

  /** A version of which nothing was compared but the ledgers. */
  public Version(
      String id,
      List<Segment> segments,
      Optional<String> definition,
      Map<String, String> fingerprints,
      CrossCheck check,
      long lost) {
    this(id, segments, definition, fingerprints, check, lost, lost, 0, Optional.empty());
  }

  public Version {
    segments = List.copyOf(segments);
    fingerprints = Map.copyOf(fingerprints);
    long next = 0;
    for (Segment segment : segments) {
      if (segment.from() != next) {
        throw new IllegalArgumentException(
            "version %s: segment %s, expected it to begin at epoch %d"
                .formatted(id, segment, next));
      }
      next = segment.to();
    }
  }

  /** A version of the first definition. */
  public Version(
      String id,
      List<Segment> segments,
      Map<String, String> fingerprints,
      CrossCheck check,
      long lost) {
    this(id, segments, Optional.empty(), fingerprints, check, lost);
  }

  /** The cut: everything of earlier epochs is in this version, nothing of later ones. */
  public long cut() {
    return segments.isEmpty() ? 0 : segments.get(segments.size() - 1).to();
  }

  /** The tables of the segments, in their order. */
  public List<String> tables() {
    return segments.stream().map(Segment::table).toList();
  }

  /** Members in the order of their names, so that equal versions are equal text. */
  Map<String, Object> json() {
    Map<String, Object> json = new TreeMap<>();
    json.put("id", id);
    json.put("segments", segments.stream().map(Segment::json).toList());
    definition.ifPresent(fingerprint -> json.put("definition", fingerprint));
    json.put("fingerprints", new TreeMap<>(fingerprints));
    json.put("check", check.name());
    json.put("lost", lost);
    if (unread != lost) {
      json.put("unread", unread);
    }
    if (contradicted > 0) {
      json.put("contradicted", contradicted);
    }
    divergence.ifPresent(share -> json.put("divergence", share.toPlainString()));
    return json;
  }

  static Version of(Map<?, ?> json) {
    Map<String, String> fingerprints = new TreeMap<>();
    Json.object(json, "fingerprints")
        .forEach((view, fingerprint) -> fingerprints.put((String) view, (String) fingerprint));
    return new Version(
        Json.text(json, "id"),
        Json.list(json, "segments").stream().map(each -> Segment.of((Map<?, ?>) each)).toList(),
        json.containsKey("definition")
            ? Optional.of(Json.text(json, "definition"))
            : Optional.empty(),
        fingerprints,
        CrossCheck.valueOf(Json.text(json, "check")),
        Json.number(json, "lost"),
        Json.number(json, json.containsKey("unread") ? "unread" : "lost"),
        json.containsKey("contradicted") ? Json.number(json, "contradicted") : 0,
        json.containsKey("divergence")
            ? Optional.of(new BigDecimal(Json.text(json, "divergence")))
            : Optional.empty());
  }
}
