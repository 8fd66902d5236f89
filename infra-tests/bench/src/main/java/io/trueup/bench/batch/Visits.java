package io.trueup.bench.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trueup.definition.Pipeline;
import io.trueup.definition.PipelineFolder;
import io.trueup.definition.PipelineReader;
import io.trueup.definition.Reading;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * An archive of {@value #VISITS} visits of a day, each with an id of its own, to {@value #SITES}
 * sites in turn; or every second one to one more site. What they come to is counted while they are
 * written.
 */
final class Visits {

  static final int VISITS = 10_000_000;
  static final int SITES = 2_000_000;

  /** The site that may have every second visit, not one of those in turn. */
  static final int HEAVY = 0;

  static final int VISITORS = 1_000_000;
  static final int AMOUNTS = 10_000;
  static final int PAGES = 5_000;
  static final Span EPOCH = Span.parse("5m");

  private static final long SEED = 20_260_301;
  private static final long APART_MILLIS = 8;

  /** Prime to the number of sites: all of them in turn, and neighbours far apart. */
  private static final long STRIDE = 1_299_709;

  private static final String SCHEMA =
      """
      {"type": "record", "name": "visit", "fields": [
        {"name": "id", "type": "string"},
        {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
        {"name": "site", "type": "long"},
        {"name": "visitor", "type": "string"},
        {"name": "amount", "type": "long"},
        {"name": "page", "type": "string"}
      ]}
      """;

  private static final String PIPELINE =
      """
      pipeline: visits
      events:
        visit: { schema: visit.avsc, id: id, time: at, key: id }
      views:
        by_site:
          from: visit
          by: [site]
          every: { 1h: forever, 1d: forever }
          measures: { visits: count(), amount: sum(amount), p95: "quantile(amount, 0.95)",
                      visitors: distinct(visitor), pages: "top(5, page)" }
      """;

  /** Where visits go. */
  enum Shape {
    HALF_TO_ONE,
    EVEN;

    boolean isHeavy(int visit) {
      return this == HALF_TO_ONE && visit % 2 == 0;
    }
  }

  private Visits() {}

  static PipelineFolder folder(Path folder) {
    try {
      return PipelineFolder.load(folder.resolve("pipeline"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Pipeline pipeline(Path folder) {
    return ((Reading.Read) PipelineReader.read(folder(folder))).pipeline();
  }

  /** Writes an archive, unless the folder has it, and what it comes to. */
  static void write(Path folder, Shape shape) {
    Path done = folder.resolve("written");
    try {
      if (!Files.exists(done)) {
        Path pipeline = Files.createDirectories(folder.resolve("pipeline"));
        Files.writeString(pipeline.resolve("pipeline.yaml"), PIPELINE);
        Files.writeString(pipeline.resolve("visit.avsc"), SCHEMA);
        VisitCounts counts = new VisitCounts();
        write(
            new ArchiveWriter(folder, pipeline(folder), new Epochs(EPOCH), APART_MILLIS),
            shape,
            counts);
        counts.write(folder);
        Files.writeString(done, shape.name());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(ArchiveWriter archive, Shape shape, VisitCounts counts)
      throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    long light = 0;
    for (int i = 0; i < VISITS; i++) {
      int site = shape.isHeavy(i) ? HEAVY : 1 + (int) (light++ * STRIDE % SITES);
      long at = Math.max(ArchiveWriter.START, archive.next() - random.nextLong(60_000));
      int visitor = random.nextInt(VISITORS);
      int amount = random.nextInt(AMOUNTS);
      // Some pages are far more frequent than others.
      int page = (int) (PAGES * Math.pow(random.nextDouble(), 3));
      archive.add(visit(i, at, site, visitor, amount, page));
      counts.add(site, at, visitor, amount, page);
    }
    archive.send();
    archive.writeLedger();
  }

  private static byte[] visit(int id, long at, int site, int visitor, int amount, int page) {
    String text =
        "{\"id\":\"visit-"
            + id
            + "\",\"at\":"
            + at
            + ",\"site\":"
            + site
            + ",\"visitor\":\"visitor-"
            + visitor
            + "\",\"amount\":"
            + amount
            + ",\"page\":\"page-"
            + page
            + "\"}";
    return text.getBytes(UTF_8);
  }
}
