package io.trueup.port;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What services compress, in memory. */
public final class Zip {

  private Zip() {}

  /** Files as a folder in a zip. */
  public static byte[] folder(Map<String, byte[]> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("zip in memory", impossible);
    }
    return bytes.toByteArray();
  }

  /** All that is in a gzip. */
  public static byte[] gunzip(InputStream zipped) {
    try (GZIPInputStream in = new GZIPInputStream(zipped)) {
      return in.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException("unzip in memory", broken);
    }
  }

  /** Parts one after another as one gzip. */
  public static byte[] gzip(List<byte[]> parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      for (byte[] part : parts) {
        zip.write(part);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("zip in memory", impossible);
    }
    return bytes.toByteArray();
  }
}
