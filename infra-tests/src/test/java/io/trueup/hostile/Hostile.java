package io.trueup.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Kinesis records of one case, and what is to be made of them: what both ledgers count beside
 * {@code received}, how many repeats speed sees, how many user records they are, and the rows of
 * orders, as {@code customer day orders amount weight}.
 */
record Hostile(
    String name, List<byte[]> data, Map<String, Long> counts, long repeats, List<String> rows) {

  Hostile {
    data = List.copyOf(data);
    counts = new TreeMap<>(counts);
    rows = rows.stream().sorted().toList();
  }

  /** Each of some texts is rejected for a reason, and in no row. */
  static Hostile rejected(String reason, String... texts) {
    return new Hostile(
        reason, bytes(texts), Map.of("rejected." + reason, 1L * texts.length), 0, List.of());
  }

  /** Each of some texts is accepted. */
  static Hostile accepted(String name, List<String> rows, String... texts) {
    return new Hostile(name, bytes(texts), Map.of("accepted", 1L * texts.length), 0, rows);
  }

  /** With so many of those accepted late. */
  Hostile late(long late) {
    Map<String, Long> more = new TreeMap<>(counts);
    more.put("late", late);
    return new Hostile(name, data, more, repeats, rows);
  }

  Hostile repeated(long times) {
    return new Hostile(name, data, counts, times, rows);
  }

  private static List<byte[]> bytes(String... texts) {
    return new ArrayList<>(Arrays.stream(texts).map(text -> text.getBytes(UTF_8)).toList());
  }

  @Override
  public String toString() {
    return name;
  }
}
