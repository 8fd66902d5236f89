package io.trueup.cli.cost;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What of a deployment decides the cost of its true-ups, in the words of its settings. */
public record Batch(Engine engine, Way load) {

  /** What is deployed unless something else is asked for. */
  public static final Batch STANDARD = new Batch(Engine.EMR_SERVERLESS, Way.WRITES);

  /** Where Spark runs. */
  public enum Engine {
    EMR_SERVERLESS,
    GLUE,
    /** A Spark of one's own, which is on no bill that is known here. */
    ACTIVITY
  }

  /** How a version is loaded. */
  public enum Way {
    WRITES,
    IMPORT
  }

  /** By the words that a deployment puts out. */
  public static Batch of(String engine, String load) {
    return new Batch(choice("engine", engine, Engine.values()), choice("load", load, Way.values()));
  }

  private static <T extends Enum<T>> T choice(String what, String word, T[] choices) {
    List<String> words =
        Arrays.stream(choices)
            .map(each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList();
    int at = words.indexOf(word);
    if (at < 0) {
      throw new IllegalArgumentException(
          "%s '%s', expected one of %s".formatted(what, word, words));
    }
    return choices[at];
  }
}
