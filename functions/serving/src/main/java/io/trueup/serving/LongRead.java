package io.trueup.serving;

import io.trueup.merge.Pin;
import io.trueup.merge.Snapshot;
import io.trueup.store.Json;
import io.trueup.store.Mix;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A read of as many pages as it takes, all on the version of the first one: the digest of what it
 * asks, and the token that leads to the page asked for, none for the first.
 */
record LongRead(String question, Optional<PageToken> page) {

  /** The read that a request begins or goes on with; {@code asked} is all that it asks. */
  static LongRead of(Request request, List<?> asked) {
    long mix = Mix.of(Json.write(asked).getBytes(StandardCharsets.UTF_8));
    String question = Long.toHexString(mix);
    return new LongRead(
        question, request.parameter("page").map(text -> PageToken.read(text, question)));
  }

  /** The token of the page that begins at a place, after one that was read by a snapshot. */
  String next(Snapshot snapshot, String place) {
    return new PageToken(question, Pin.of(snapshot.pointer()), place).text();
  }
}
