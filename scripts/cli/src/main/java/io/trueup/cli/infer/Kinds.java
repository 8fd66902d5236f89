package io.trueup.cli.infer;

import io.trueup.cli.infer.Sample.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The events of a sample by their type: the member that tells types apart, if there is one, and the
 * entries by its value.
 */
record Kinds(Optional<String> discriminator, Map<String, List<Entry>> byValue) {

  private static final List<String> NAMES =
      List.of(
          "type",
          "event_type",
          "eventType",
          "event",
          "event_name",
          "eventName",
          "kind",
          "name",
          "action");

  private static final int MOST = 20;

  /** By the first member that tells types of different shapes apart; else all are of one. */
  static Kinds of(Sample sample) {
    for (String name : NAMES) {
      Map<String, List<Entry>> values = new TreeMap<>();
      for (Entry entry : sample.entries()) {
        entry
            .text(name)
            .filter(text -> !text.isEmpty())
            .ifPresent(text -> values.computeIfAbsent(text, none -> new ArrayList<>()).add(entry));
      }
      long told = values.values().stream().mapToLong(List::size).sum();
      boolean tells =
          values.size() > 1 && values.size() <= MOST && told * 20 >= sample.entries().size() * 19L;
      if (tells && differ(values)) {
        return new Kinds(Optional.of(name), new LinkedHashMap<>(values));
      }
    }
    return new Kinds(Optional.empty(), Map.of("", sample.entries()));
  }

  /** Whether one value's events nearly all have a member that another's never have. */
  private static boolean differ(Map<String, List<Entry>> values) {
    List<Observed> seen = values.values().stream().map(Sample::observe).toList();
    for (Observed one : seen) {
      for (Map.Entry<String, Observed> member : one.members().entrySet()) {
        boolean common = member.getValue().values() * 10 >= one.objects() * 9;
        if (common
            && seen.stream().anyMatch(other -> !other.members().containsKey(member.getKey()))) {
          return true;
        }
      }
    }
    return false;
  }
}
