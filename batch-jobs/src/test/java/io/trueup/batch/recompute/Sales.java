package io.trueup.batch.recompute;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trueup.definition.PipelineFolder;
import io.trueup.definition.PipelineReader;
import io.trueup.definition.Reading;
import io.trueup.port.Zip;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** A pipeline of sales: a view by place, one by two dimensions with a condition, one by none. */
final class Sales {

  private static final String SCHEMA =
      """
      {"type": "record", "name": "sale", "fields": [
        {"name": "id", "type": "string"},
        {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
        {"name": "place", "type": ["null", "string"]},
        {"name": "online", "type": "boolean"},
        {"name": "units", "type": "long"},
        {"name": "weight", "type": ["null", "double"]}
      ]}
      """;

  private static final String PIPELINE =
      """
      pipeline: sales
      events:
        sale: { schema: sale.avsc, id: id, time: at, key: id, max_ahead: 1h }
      views:
        by_place:
          from: sale
          by: [place]
          every: { 5m: forever, 1h: forever, 1d: forever }
          measures: { sales: count(), weighed: count(weight), units: sum(units),
                      weight_mean: mean(weight), weight_min: min(weight), units_max: max(units) }
        large:
          from: sale
          where: "units > 5"
          by: [place, online]
          every: { 1h: forever }
          measures: { sales: count(), weight: sum(weight) }
        all:
          from: sale
          by: []
          every: { 5m: forever, 1d: forever }
          measures: { sales: count(), last: max(at), places: distinct(place),
                      units_p95: "quantile(units, 0.95)", units_p99: "quantile(units, 0.99)",
                      top_places: "top(2, place)", first_units: first(units),
                      last_weight: last(weight) }
      """;

  private static final byte[] ZIPPED =
      Zip.folder(
          Map.of("pipeline.yaml", PIPELINE.getBytes(UTF_8), "sale.avsc", SCHEMA.getBytes(UTF_8)));

  private Sales() {}

  static byte[] zipped() {
    return ZIPPED.clone();
  }

  static Definition definition() {
    try {
      Reading reading = PipelineReader.read(PipelineFolder.unzip(new ByteArrayInputStream(ZIPPED)));
      return Definition.of(((Reading.Read) reading).pipeline().fingerprint(), ZIPPED);
    } catch (IOException impossible) {
      throw new UncheckedIOException("unzip in memory", impossible);
    }
  }
}
