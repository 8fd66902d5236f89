package io.trueup.serving;

import io.trueup.merge.Keys;
import io.trueup.merge.Sweep;
import io.trueup.store.CellKey;
import io.trueup.store.Directory;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where the next page of an answer begins, as text for a URL: {@code b} and a bucket among the rows
 * of one key, {@code k} and a key among keys, {@code r} and both among the rows of all keys.
 * Clients hand it back as it is; anything else is refused.
 */
final class PageToken {

  private static final int RADIX = 36;

  private PageToken() {}

  static String of(long bucket) {
    return "b" + Long.toString(bucket, RADIX);
  }

  static String of(Keys.Place place) {
    return "k" + encoded("%02x%s".formatted(place.spread(), place.from()));
  }

  static String of(Sweep.Place place) {
    String bucket = Long.toString(place.bucket(), RADIX);
    Keys.Place key = place.key();
    return "r" + encoded("%s:%02x%s".formatted(bucket, key.spread(), key.from()));
  }

  static long bucket(String token) {
    require(token.startsWith("b"), token);
    long bucket = number(token.substring(1), token);
    require(bucket >= RowsQuery.EARLIEST.toEpochMilli(), token);
    require(bucket <= RowsQuery.LATEST.toEpochMilli(), token);
    return bucket;
  }

  static Keys.Place key(String token) {
    require(token.startsWith("k"), token);
    return key(decoded(token), token);
  }

  static Sweep.Place place(String token) {
    require(token.startsWith("r"), token);
    String text = decoded(token);
    int colon = text.indexOf(':');
    require(colon > 0, token);
    return new Sweep.Place(
        key(text.substring(colon + 1), token), number(text.substring(0, colon), token));
  }

  private static Keys.Place key(String text, String token) {
    require(text.length() >= 2, token);
    // A longer key is no key, and one that no table can be asked for.
    int spreadAndBound = 3;
    require(
        text.getBytes(StandardCharsets.UTF_8).length <= CellKey.LONGEST + spreadAndBound, token);
    int spread = Character.digit(text.charAt(0), 16) * 16 + Character.digit(text.charAt(1), 16);
    require(spread >= 0 && spread < Directory.SPREADS, token);
    return new Keys.Place(spread, text.substring(2));
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token.substring(1)), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notOurs) {
      throw refusal(token);
    }
  }

  private static long number(String text, String token) {
    try {
      return Long.parseLong(text, RADIX);
    } catch (NumberFormatException notOurs) {
      throw refusal(token);
    }
  }

  private static void require(boolean ours, String token) {
    if (!ours) {
      throw refusal(token);
    }
  }

  private static Refusal refusal(String token) {
    return new Refusal(
        Refusal.Kind.BAD_PARAMETER,
        "page",
        "page '%s', expected the value of next in the page before".formatted(token));
  }
}
