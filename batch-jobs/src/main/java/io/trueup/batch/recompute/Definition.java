package io.trueup.batch.recompute;

import io.trueup.aggregate.Measures;
import io.trueup.definition.Pipeline;
import io.trueup.definition.PipelineFolder;
import io.trueup.definition.PipelineReader;
import io.trueup.definition.Reading;
import io.trueup.event.EventReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A definition ready for work: its pipeline, the reader of its events, and the measures of each
 * view in the pipeline's order. Safe for many threads.
 */
record Definition(Pipeline pipeline, EventReader events, List<Measures> measures) {

  /** Those that this process has used: to compile a definition takes longer than many tasks. */
  private static final Map<String, Definition> KNOWN = new ConcurrentHashMap<>();

  Definition {
    measures = List.copyOf(measures);
  }

  /** The definition in a zipped folder, which must have the fingerprint. */
  static Definition of(String fingerprint, byte[] zipped) {
    return KNOWN.computeIfAbsent(fingerprint, any -> compiled(fingerprint, zipped));
  }

  private static Definition compiled(String fingerprint, byte[] zipped) {
    Pipeline found = read(zipped);
    Pipeline pipeline =
        found
            .named(fingerprint)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "definition of pipeline '%s' has fingerprint %s, expected %s"
                            .formatted(found.name(), found.fingerprint(), fingerprint)));
    return new Definition(
        pipeline, new EventReader(pipeline), pipeline.views().stream().map(Measures::new).toList());
  }

  private static Pipeline read(byte[] zipped) {
    try {
      Reading reading = PipelineReader.read(PipelineFolder.unzip(new ByteArrayInputStream(zipped)));
      if (reading instanceof Reading.Read read) {
        return read.pipeline();
      }
      throw new IllegalStateException("definition: %s, expected a right one".formatted(reading));
    } catch (IOException broken) {
      throw new UncheckedIOException(
          "unzip a definition of %d bytes".formatted(zipped.length), broken);
    }
  }
}
