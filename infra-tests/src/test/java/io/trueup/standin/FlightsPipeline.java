package io.trueup.standin;

import io.trueup.definition.Pipeline;
import io.trueup.definition.PipelineFolder;
import io.trueup.definition.PipelineReader;
import io.trueup.definition.Reading;
import io.trueup.demo.host.Checkout;
import io.trueup.port.Zip;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The example pipeline of flights, read and as the zip that a deployment makes of its folder. */
public record FlightsPipeline(Pipeline pipeline, byte[] zipped) {

  /** The checkout that the build runs in. */
  public static Checkout checkout() {
    String root = System.getProperty("trueup.checkout");
    return new Checkout(Path.of(root == null ? ".." : root));
  }

  public static FlightsPipeline read() {
    try {
      PipelineFolder folder = PipelineFolder.load(checkout().pipeline("flights"));
      Reading reading = PipelineReader.read(folder);
      return new FlightsPipeline(((Reading.Read) reading).pipeline(), Zip.folder(folder.files()));
    } catch (IOException e) {
      throw new UncheckedIOException("read the flights pipeline", e);
    }
  }
}
