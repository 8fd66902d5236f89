package io.trueup.serving;

import io.trueup.merge.Keys;
import io.trueup.merge.Pin;
import io.trueup.merge.Sweep;
import io.trueup.store.CellKey;
import io.trueup.store.Directory;
import io.trueup.store.Json;
import io.trueup.store.Pointer;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Where the next page of a read begins, the digest of what the read asks, and the pin of its
 * version; as text for a URL. Clients hand it back as it is; anything else is refused.
 */
record PageToken(String question, Pin pin, String place) {

  private static final int RADIX = 36;

  /** The place of a bucket among the rows of one key. */
  static String place(long bucket) {
    return Long.toString(bucket, RADIX);
  }

  static String place(Keys.Place place) {
    return "%02x%s".formatted(place.spread(), place.from());
  }

  static String place(Sweep.Place place) {
    return place(place.bucket()) + ":" + place(place.key());
  }

  String text() {
    String json =
        Json.write(
            List.of(
                question, pin.generation(), pin.version().orElse(""), pin.hold().name(), place));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads a token that must be of a question. */
  static PageToken read(String text, String question) {
    PageToken token = parse(text);
    if (!token.question.equals(question)) {
      throw new Refusal(
          Refusal.Kind.BAD_PARAMETER,
          "page",
          "page '%s' is of another request, expected the value of next in the page before, all else but limit as it was"
              .formatted(text));
    }
    return token;
  }

  /** Reads a token of any question. */
  static PageToken parse(String text) {
    try {
      String json = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      List<Object> members = Json.list(json);
      if (members.size() == 5
          && members.get(0) instanceof String question
          && members.get(1) instanceof Number generation
          && members.get(2) instanceof String version
          && members.get(3) instanceof String hold
          && members.get(4) instanceof String place) {
        Optional<String> pinned = Optional.of(version).filter(id -> !id.isEmpty());
        Pin pin = new Pin(generation.longValue(), pinned, Pointer.Hold.valueOf(hold));
        return new PageToken(question, pin, place);
      }
    } catch (IllegalArgumentException | UncheckedIOException notOurs) {
      throw refusal(text);
    }
    throw refusal(text);
  }

  long bucket() {
    long bucket = number(place);
    require(bucket >= RowsQuery.EARLIEST.toEpochMilli());
    require(bucket <= RowsQuery.LATEST.toEpochMilli());
    return bucket;
  }

  Keys.Place key() {
    return key(place);
  }

  Sweep.Place cell() {
    int colon = place.indexOf(':');
    require(colon > 0);
    return new Sweep.Place(key(place.substring(colon + 1)), number(place.substring(0, colon)));
  }

  private Keys.Place key(String text) {
    require(text.length() >= 2);
    // A longer key is no key, and one that no table can be asked for.
    int spreadAndBound = 3;
    require(text.getBytes(StandardCharsets.UTF_8).length <= CellKey.LONGEST + spreadAndBound);
    int spread = Character.digit(text.charAt(0), 16) * 16 + Character.digit(text.charAt(1), 16);
    require(spread >= 0 && spread < Directory.SPREADS);
    return new Keys.Place(spread, text.substring(2));
  }

  private long number(String text) {
    try {
      return Long.parseLong(text, RADIX);
    } catch (NumberFormatException notOurs) {
      throw refusal(text());
    }
  }

  private void require(boolean ours) {
    if (!ours) {
      throw refusal(text());
    }
  }

  private static Refusal refusal(String token) {
    return new Refusal(
        Refusal.Kind.BAD_PARAMETER,
        "page",
        "page '%s', expected the value of next in the page before".formatted(token));
  }
}
