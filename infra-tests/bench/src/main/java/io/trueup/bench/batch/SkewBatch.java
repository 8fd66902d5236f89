package io.trueup.bench.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trueup.bench.Contender;
import io.trueup.definition.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The recompute of an archive of visits, but for the load. Its argument is the archive's folder.
 * Fails when what it comes to is not what was counted when the archive was written.
 */
final class SkewBatch {

  private SkewBatch() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Pipeline pipeline = Visits.pipeline(folder);
    SiteCells cells = new SiteCells(pipeline.views().get(0));
    LocalEffects.makeIn(cells);
    PeakHeap heap = PeakHeap.watch();
    LocalRun.run(
        new LocalEffects(folder.toString()), Visits.folder(folder), pipeline, Visits.EPOCH, 0);
    Contender.say("megabytes", heap.bytes() / 1e6);
    Contender.say("cells", (double) cells.cells());
    List<String> found = cells.lines();
    Files.write(folder.resolve("found.txt"), found, UTF_8);
    if (!found.equals(Files.readAllLines(folder.resolve("expected.txt"), UTF_8))) {
      throw new IllegalStateException(
          "recompute of %s: found.txt differs from expected.txt, expected equal files"
              .formatted(folder));
    }
  }
}
