package io.trueup.definition;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The right name that a wrong one was probably meant to be. */
public final class NearestName {

  // Longer ones are no slips of the hand, and the distance takes the product of both lengths.
  private static final int LONGEST = 100;

  private NearestName() {}

  /** The name with the least distance, if that is one letter or two in five, and not all. */
  public static Optional<String> of(String wrong, Collection<String> names) {
    if (wrong.length() > LONGEST) {
      return Optional.empty();
    }
    return names.stream()
        .filter(name -> isNear(distance(wrong, name), Math.max(wrong.length(), name.length())))
        .min(
            Comparator.<String>comparingInt(name -> distance(wrong, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static boolean isNear(int distance, int letters) {
    return distance <= Math.max(1, letters * 2 / 5) && distance < letters;
  }

  /** Letters to insert, drop, replace, or swap with their neighbour. */
  static int distance(String one, String other) {
    int[][] rows = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        rows[i][j] = i == 0 || j == 0 ? i + j : step(rows, one, other, i, j);
      }
    }
    return rows[one.length()][other.length()];
  }

  private static int step(int[][] rows, String one, String other, int i, int j) {
    int replaced = rows[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
    int least = Math.min(replaced, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
    boolean swapped =
        i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1);
    return swapped ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
  }
}
