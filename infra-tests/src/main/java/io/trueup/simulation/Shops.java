package io.trueup.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trueup.definition.Pipeline;
import io.trueup.definition.PipelineFolder;
import io.trueup.definition.PipelineReader;
import io.trueup.definition.Reading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The definition that all histories are of. */
final class Shops {

  private static final Map<String, byte[]> FILES =
      new TreeMap<>(
          Map.of(
              "pipeline.yaml",
              """
              pipeline: shops
              events:
                sale: { schema: sale.avsc, id: id, time: at, key: shop, window: 15s }
              views:
                by_shop:
                  from: sale
                  by: [shop]
                  every: { 1m: forever, 1h: forever }
                  measures: { n: count(), weight: sum(weight), low: min(value), high: max(value) }
                large:
                  from: sale
                  where: "value > 5"
                  by: []
                  every: { 1m: forever }
                  measures: { n: count(), weight: sum(weight), low: min(value), high: max(value) }
              batch: { schedule: 1h, epoch: 5s }
              """
                  .getBytes(UTF_8),
              "sale.avsc",
              """
              {"type": "record", "name": "sale", "fields": [
                {"name": "id", "type": "string"},
                {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                {"name": "shop", "type": ["null", "string"]},
                {"name": "value", "type": "long"},
                {"name": "weight",
                 "type": {"type": "bytes", "logicalType": "decimal", "precision": 250, "scale": 0}}
              ]}
              """
                  .getBytes(UTF_8)));

  static final Pipeline PIPELINE = pipeline();
  static final byte[] ZIPPED = zipped();

  private Shops() {}

  private static Pipeline pipeline() {
    Reading reading = PipelineReader.read(new PipelineFolder(FILES));
    if (reading instanceof Reading.Read read) {
      return read.pipeline();
    }
    throw new IllegalStateException("definition of the simulation: " + reading);
  }

  private static byte[] zipped() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : FILES.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("zip in memory", impossible);
    }
    return bytes.toByteArray();
  }
}
