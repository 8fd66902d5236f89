package io.trueup.cli.infer;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names and texts as a pipeline file takes them. */
public final class Words {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");
  private static final Pattern NOT_TEXT = Pattern.compile("(?i)true|false|yes|no|on|off|null|y|n");
  private static final int LONGEST = 40;

  private Words() {}

  /** A name of a to z, 0 to 9 and _ that begins with a letter; {@code other} when none is left. */
  public static String name(String text, String other) {
    String name =
        text.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "_")
            .replaceAll("^[_0-9]+|_+$", "");
    name = name.substring(0, Math.min(LONGEST, name.length())).replaceAll("_+$", "");
    return name.isEmpty() ? other : name;
  }

  /** A text as YAML. */
  static String yaml(String text) {
    return PLAIN.matcher(text).matches() && !NOT_TEXT.matcher(text).matches()
        ? text
        : '"'
            + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ")
            + '"';
  }

  /** A text as a comment, on one line. */
  static String comment(String text) {
    return "# " + text.replaceAll("\\p{Cntrl}", " ");
  }
}
