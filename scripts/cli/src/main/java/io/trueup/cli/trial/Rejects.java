package io.trueup.cli.trial;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lines that count in no view, by reason, with the first few of each. For one thread. */
public final class Rejects {

  /** A rejected line and what was found in it. */
  public record Example(long line, String detail) {}

  /** How many lines have a reason, and the first of them. */
  public static final class Reason {
    private final List<Example> examples = new ArrayList<>();
    private long count;

    public long count() {
      return count;
    }

    public List<Example> examples() {
      return List.copyOf(examples);
    }
  }

  private static final int SHOWN = 5;

  private final Map<String, Reason> reasons = new LinkedHashMap<>();

  void add(String reason, long line, String detail) {
    Reason entry = reasons.computeIfAbsent(reason, none -> new Reason());
    entry.count++;
    if (entry.examples.size() < SHOWN) {
      entry.examples.add(new Example(line, detail));
    }
  }

  public long count() {
    return reasons.values().stream().mapToLong(Reason::count).sum();
  }

  public Map<String, Reason> reasons() {
    return new LinkedHashMap<>(reasons);
  }
}
