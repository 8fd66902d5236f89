package io.trueup.serving;

import io.trueup.merge.Keys;
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
        request.parameter("page").map(PageToken::key).orElse(Keys.Place.START),
        RowsQuery.limit(request));
  }
}
