package io.trueup.standin;

import io.trueup.definition.Pipeline;
import io.trueup.definition.PipelineFolder;
import io.trueup.definition.PipelineReader;
import io.trueup.definition.Reading;
import io.trueup.demo.host.Checkout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

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
      return new FlightsPipeline(((Reading.Read) reading).pipeline(), zip(folder.files()));
    } catch (IOException e) {
      throw new UncheckedIOException("read the flights pipeline", e);
    }
  }

  private static byte[] zip(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
