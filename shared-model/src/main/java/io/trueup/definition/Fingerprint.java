package io.trueup.definition;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A name for the meaning of a definition: the first 8 bytes of the SHA-256 of its canonical text,
 * as 16 lower-case hexadecimal digits.
 *
 * <p>The canonical text is UTF-8, one fact per line: words that this class gives, parted by single
 * spaces, and texts of the definition as {@code LENGTH:TEXT}, the length in bytes, so that no text
 * can pass for a fact. A view's is
 *
 * <pre>{@code
 * trueup-view/2
 * name 4:NAME
 * (its event type, see CanonicalEvent)
 * where 14:distance > 100        (only if there is one; blanks at both ends removed)
 * live 15:origin == 'ATL'        (the same)
 * by 6:origin                    (one per dimension, in order: the order decides keys)
 * every 300000                   (one per bucket size, in milliseconds; not how long it is kept)
 * measure 5:total 5:delay 5:sum/1   (in order, as states hold them; 0: for no field)
 * spread 8                       (only if it is not 1)
 * }</pre>
 *
 * and a pipeline's is {@code trueup-pipeline/3}, each event type by name, {@code late 6:flight
 * 3600000 5000} for each that may be late, by name (size of bucket and time after it, in
 * milliseconds), and {@code view FINGERPRINT} for each view by name. Its own name, schedule, epoch,
 * heartbeat and divergence, how long buckets are kept, documentation, layout and comments, and the
 * order of views and of a schema's fields are not in it. The number behind a title changes when the
 * reading of events does.
 */
public final class Fingerprint {

  private static final int BYTES = 8;

  private Fingerprint() {}

  static String ofView(
      String name,
      EventType type,
      Optional<String> where,
      Optional<String> live,
      List<Field> by,
      List<BucketSize> every,
      List<Measure> measures,
      Spread spread) {
    StringBuilder text = new StringBuilder("trueup-view/2\n");
    text.append("name ").append(quoted(name)).append('\n');
    text.append(CanonicalEvent.of(type));
    where.ifPresent(it -> text.append("where ").append(quoted(it.strip())).append('\n'));
    live.ifPresent(it -> text.append("live ").append(quoted(it.strip())).append('\n'));
    by.forEach(it -> text.append("by ").append(quoted(it.path())).append('\n'));
    every.forEach(it -> text.append("every ").append(it.length().millis()).append('\n'));
    for (Measure measure : measures) {
      text.append("measure ")
          .append(quoted(measure.name()))
          .append(' ')
          .append(quoted(measure.field().map(Field::path).orElse("")))
          .append(' ')
          .append(quoted(measure.aggregator().id()))
          .append('\n');
    }
    if (!spread.equals(Spread.NONE)) {
      text.append("spread ").append(spread.parts()).append('\n');
    }
    return of(text.toString());
  }

  static String ofPipeline(
      List<EventType> events, List<View> views, Map<String, Lateness> lateness) {
    StringBuilder late = new StringBuilder();
    new TreeMap<>(lateness)
        .forEach(
            (type, it) ->
                late.append("late ")
                    .append(quoted(type))
                    .append(' ')
                    .append(it.bucket().millis())
                    .append(' ')
                    .append(it.after().toMillis())
                    .append('\n'));
    return ofPipeline("trueup-pipeline/3\n", events, late.toString(), views);
  }

  /** The name of a pipeline that counts no event as late: what it had before any did. */
  static String beforeLateness(List<EventType> events, List<View> views) {
    return ofPipeline("trueup-pipeline/2\n", events, "", views);
  }

  private static String ofPipeline(
      String title, List<EventType> events, String late, List<View> views) {
    StringBuilder text = new StringBuilder(title);
    events.stream()
        .sorted(Comparator.comparing(EventType::name))
        .forEach(it -> text.append(CanonicalEvent.of(it)));
    text.append(late);
    views.stream()
        .sorted(Comparator.comparing(View::name))
        .forEach(it -> text.append("view ").append(it.fingerprint()).append('\n'));
    return of(text.toString());
  }

  /** A text in a form that tells where it ends. */
  static String quoted(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length + ":" + text;
  }

  private static String of(String canonical) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing, which every Java has", e);
    }
  }
}
