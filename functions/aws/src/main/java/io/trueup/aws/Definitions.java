package io.trueup.aws;

import io.trueup.definition.Pipeline;
import io.trueup.definition.PipelineFolder;
import io.trueup.definition.PipelineReader;
import io.trueup.definition.Reading;
import io.trueup.port.Objects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.function.Function;

/** Loads definitions from where a deployment has put them, by bucket. */
public record Definitions(Function<String, Objects> buckets) {

  /**
   * The definition of a zipped folder, {@code s3://bucket/key}, which was deployed because it is
   * right; its fingerprint is checked.
   */
  public Pipeline load(URI location, String fingerprint) {
    Pipeline pipeline = read(location);
    return pipeline
        .named(fingerprint)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "definition %s has fingerprint %s, expected %s"
                        .formatted(location, pipeline.fingerprint(), fingerprint)));
  }

  private Pipeline read(URI location) {
    try (InputStream zipped =
        buckets.apply(location.getHost()).read(location.getPath().substring(1))) {
      Reading reading = PipelineReader.readAgain(PipelineFolder.unzip(zipped));
      if (reading instanceof Reading.Read read) {
        return read.pipeline();
      }
      throw new IllegalStateException("definition %s: %s".formatted(location, reading));
    } catch (IOException broken) {
      throw new UncheckedIOException("read the definition %s".formatted(location), broken);
    }
  }
}
