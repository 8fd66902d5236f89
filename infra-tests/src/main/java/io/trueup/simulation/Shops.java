package io.trueup.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trueup.definition.Pipeline;
import io.trueup.definition.PipelineFolder;
import io.trueup.definition.PipelineReader;
import io.trueup.definition.Reading;
import io.trueup.port.Zip;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The definitions that histories are of: each begins with the first; the second takes events
 * otherwise, the third and the fourth have one of the first one's views as it is, and the other one
 * otherwise: of the fourth some keys wait for the true-up.
 */
final class Shops {

  private static final String PIPELINE =
      """
      pipeline: shops
      events:
        sale: { schema: sale.avsc, id: id, time: at, key: shop, window: %ds, max_ahead: %ds, late_after: %ds }
      views:
        by_shop:
          from: sale
          by: [shop]%s
          every: { 1m: forever, 1h: forever }
          measures: { n: count(), weight: sum(weight), low: min(value), high: max(value) }
        large:
          from: sale
          where: "value > %d"
          by: []
          every: { 1m: forever }
          measures: { n: count(), weight: sum(weight), low: min(value), high: max(value) }
      batch: { schedule: 5s, epoch: 5s, full: 40s, horizon: %ds }
      """;

  private static final String SCHEMA =
      """
      {"type": "record", "name": "sale", "fields": [
        {"name": "id", "type": "string"},
        {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
        {"name": "shop", "type": ["null", "string"]},
        {"name": "value", "type": "long"},
        {"name": "weight",
         "type": {"type": "bytes", "logicalType": "decimal", "precision": 250, "scale": 0}}
      ]}
      """;

  static final Shop FIRST = shop(15, 20, 3_600, 5, 5, Set.of());
  static final List<Shop> ALL =
      List.of(
          FIRST,
          shop(9, 10, 3_599, 20, 11, Set.of()),
          shop(15, 60, 3_600, 5, 8, Set.of()),
          shop(15, 20, 3_600, 5, 5, Set.of("a")));

  private Shops() {}

  /** The definition of a fingerprint; where nothing names one, the first. */
  static Shop of(Optional<String> fingerprint) {
    return fingerprint.isEmpty()
        ? FIRST
        : ALL.stream()
            .filter(shop -> shop.fingerprint().equals(fingerprint.get()))
            .findFirst()
            .orElseThrow(() -> new Wrong("nobody deployed " + fingerprint));
  }

  private static Shop shop(
      int windowSeconds,
      int horizonSeconds,
      int aheadSeconds,
      int lateSeconds,
      int large,
      Set<String> deferred) {
    String live =
        deferred.stream()
            .map("shop != '%s'"::formatted)
            .reduce((one, other) -> one + " && " + other)
            .map("%n    live: \"%s\""::formatted)
            .orElse("");
    Map<String, byte[]> files =
        new TreeMap<>(
            Map.of(
                "pipeline.yaml",
                PIPELINE
                    .formatted(
                        windowSeconds, aheadSeconds, lateSeconds, live, large, horizonSeconds)
                    .getBytes(UTF_8),
                "sale.avsc",
                SCHEMA.getBytes(UTF_8)));
    return new Shop(
        pipeline(files),
        Zip.folder(files),
        windowSeconds * 1_000L,
        horizonSeconds * 1_000L,
        aheadSeconds * 1_000L,
        lateSeconds * 1_000L,
        large,
        deferred);
  }

  private static Pipeline pipeline(Map<String, byte[]> files) {
    Reading reading = PipelineReader.read(new PipelineFolder(files));
    if (reading instanceof Reading.Read read) {
      return read.pipeline();
    }
    throw new IllegalStateException("definition of the simulation: " + reading);
  }
}
