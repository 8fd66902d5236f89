package io.trueup.batch.recompute;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A sale as its producer knows it. Weights are quarters, so that doubles add up exactly. */
record Sale(
    String id,
    long at,
    @Nullable String place,
    boolean online,
    long units,
    @Nullable Double weight) {

  private static final @Nullable String[] PLACES = {
    "Ulm", "", null, "a|b", "\ud83d\ude00\n\"", "x"
  };

  /** A sale of any day from 1969 to 1971, so that strips have many days and negative ones. */
  static Sale random(String id, Random random) {
    return new Sale(
        id,
        (random.nextLong(730) - 365) * 86_400_000L + random.nextLong(86_400_000L),
        PLACES[random.nextInt(PLACES.length)],
        random.nextBoolean(),
        random.nextLong(10),
        random.nextInt(4) == 0 ? null : (random.nextInt(4_000) - 2_000) / 4.0);
  }

  byte[] data() {
    String quoted =
        place == null ? "null" : '"' + place.replace("\"", "\\\"").replace("\n", "\\n") + '"';
    return """
        {"id":"%s","at":%d,"place":%s,"online":%b,"units":%d,"weight":%s}"""
        .formatted(id, at, quoted, online, units, weight)
        .getBytes(UTF_8);
  }
}
