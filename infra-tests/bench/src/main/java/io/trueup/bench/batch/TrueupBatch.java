package io.trueup.bench.batch;

import io.trueup.aggregate.Measures;
import io.trueup.definition.BucketSize;
import io.trueup.definition.Pipeline;
import io.trueup.definition.PipelineFolder;
import io.trueup.definition.View;
import io.trueup.demo.host.Checkout;
import io.trueup.port.Table;
import io.trueup.store.CellKey;
import io.trueup.store.Directory;
import io.trueup.store.Strip;
import io.trueup.time.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.Stream;

/**
 * The recompute as a true-up runs it, but for the load: the archive is held against its ledger,
 * repeats are found, strips are made and given away. Its arguments: the checkout, the archive's
 * folder, the file for its cells ({@code -}: none), the length of an epoch, and for an increment
 * the first of its epochs.
 */
final class TrueupBatch {

  private static final long FIRST_BUCKET = 0;
  private static final long LAST_BUCKET = 253_402_300_800_000L;

  private TrueupBatch() {}

  public static void main(String[] args) throws IOException {
    Checkout checkout = new Checkout(Path.of(args[0]));
    Path folder = Path.of(args[1]);
    LocalEffects effects = new LocalEffects(folder.toString());
    Pipeline pipeline = Flights.pipeline(checkout);
    if (args[2].equals("-")) {
      LocalEffects.makeIn(new Sink());
    }
    LocalRun.run(
        effects,
        PipelineFolder.load(checkout.pipeline("flights")),
        pipeline,
        Span.parse(args[3]),
        args.length > 4 ? Long.parseLong(args[4]) : 0);
    if (!args[2].equals("-")) {
      try (CellFile cells = new CellFile(Path.of(args[2]))) {
        write(pipeline, effects.segments().table("segment"), cells);
      }
    }
  }

  private static void write(Pipeline pipeline, Table segment, CellFile cells) {
    for (View view : pipeline.views()) {
      Measures measures = new Measures(view);
      for (int spread = 0; spread < Directory.SPREADS; spread++) {
        try (Stream<CellKey> keys =
            Directory.segment(segment, view.fingerprint(), view.name(), spread, "")) {
          keys.forEach(key -> write(view, measures, segment, key, cells));
        }
      }
    }
  }

  private static void write(
      View view, Measures measures, Table segment, CellKey key, CellFile cells) {
    for (BucketSize size : view.every()) {
      Strip.read(
              segment,
              view.fingerprint(),
              view.name(),
              size.length(),
              key,
              FIRST_BUCKET,
              LAST_BUCKET)
          .forEach(
              (bucket, bytes) ->
                  cells.write(
                      new Cell(
                          view.name(),
                          size.length().toString(),
                          value(key),
                          bucket,
                          new ArrayList<>(measures.decodeRecomputed(bytes).values().values()))));
    }
  }

  private static String value(CellKey key) {
    return key.values().isEmpty() ? "" : String.valueOf(key.values().get(0));
  }
}
