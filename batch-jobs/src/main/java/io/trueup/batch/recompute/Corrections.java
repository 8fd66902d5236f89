package io.trueup.batch.recompute;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What comparing recomputed numbers with those of the segments that are replaced came to: how many
 * numbers were compared, how many of them are others, and the worst of these.
 */
record Corrections(long compared, long differing, List<Correction> worst) implements Serializable {

  static final Corrections NONE = new Corrections(0, 0, List.of());

  /** So many corrections are told of. */
  static final int MOST = 1_000;

  /** The worst of some, in their order. */
  static Corrections of(long compared, List<Correction> all) {
    return new Corrections(compared, all.size(), worst(all.stream()));
  }

  private static List<Correction> worst(Stream<Correction> some) {
    return some.sorted(Correction.ORDER).limit(MOST).toList();
  }

  Corrections plus(Corrections other) {
    if (other.compared == 0) {
      return this;
    }
    return new Corrections(
        compared + other.compared,
        differing + other.differing,
        other.worst.isEmpty() ? worst : worst(Stream.concat(worst.stream(), other.worst.stream())));
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("compared", compared);
    json.put("differing", differing);
    json.put("worst", worst.stream().map(Correction::json).toList());
    return json;
  }
}
