package io.trueup.serving;

import io.trueup.merge.Keys;
import io.trueup.store.CellKey;
import io.trueup.store.Directory;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** What a request asks of a view's keys: at most {@code limit} of them from a place on. */
record KeysQuery(Keys.Place from, int limit) {

  private static final Set<String> OPTIONS = Set.of("limit", "page");

  static KeysQuery of(Request request) {
    for (String name : request.parameters().keySet()) {
      if (!OPTIONS.contains(name)) {
        throw new Refusal(
            Refusal.Kind.BAD_PARAMETER,
            name,
            "keys have no option '%s'".formatted(name),
            List.of("limit", "page"));
      }
    }
    return new KeysQuery(
        request.parameter("page").map(KeysQuery::read).orElse(Keys.Place.START),
        RowsQuery.limit(request));
  }

  /** The token of the page that begins at a place. */
  static String page(Keys.Place place) {
    String text = "%02x%s".formatted(place.spread(), place.after());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Keys.Place read(String token) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      if (text.length() >= 2) {
        int spread = Integer.parseInt(text, 0, 2, 16);
        // A longer key is no key, and one that no table can be asked for.
        boolean isKey = text.getBytes(StandardCharsets.UTF_8).length - 2 <= CellKey.LONGEST;
        if (isKey && spread >= 0 && spread < Directory.SPREADS) {
          return new Keys.Place(spread, text.substring(2));
        }
      }
    } catch (IllegalArgumentException notOurs) {
      throw bad(token);
    }
    throw bad(token);
  }

  private static Refusal bad(String token) {
    return new Refusal(
        Refusal.Kind.BAD_PARAMETER,
        "page",
        "page '%s', expected the value of next in the page before".formatted(token));
  }
}
