package io.trueup.serving;

import io.trueup.definition.View;
import io.trueup.merge.Keys;
import java.util.List;
import java.util.Set;

/** What a request asks of a view's keys: at most {@code limit} of them on each page. */
record KeysQuery(LongRead read, int limit) {

  private static final Set<String> OPTIONS = Set.of("limit", "page");

  static KeysQuery of(View view, Request request) {
    for (String name : request.parameters().keySet()) {
      if (!OPTIONS.contains(name)) {
        throw new Refusal(
            Refusal.Kind.BAD_PARAMETER,
            name,
            "keys have no option '%s'".formatted(name),
            List.of("limit", "page"));
      }
    }
    int limit = RowsQuery.limit(request);
    return new KeysQuery(
        LongRead.of(request, List.of("keys", view.name(), view.fingerprint())), limit);
  }

  Keys.Place from() {
    return read.page().map(PageToken::key).orElse(Keys.Place.START);
  }
}
