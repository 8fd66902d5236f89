package io.trueup.definition;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The files of a pipeline folder by name, with {@code /} between folders. Only the pipeline file
 * and Avro schemas are taken from where it is loaded; together they have at most {@link #LARGEST}
 * bytes.
 */
public record PipelineFolder(Map<String, byte[]> files) {

  /** The name of the file that every pipeline folder has. */
  public static final String PIPELINE_FILE = "pipeline.yaml";

  /** The most bytes that all files of a folder have together. */
  public static final int LARGEST = 16 << 20;

  private static final int DEEPEST = 8;

  public PipelineFolder {
    files = Map.copyOf(files);
  }

  /** Loads a folder of a file system; fails when it can't be read. */
  public static PipelineFolder load(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    Budget budget = new Budget(folder.toString());
    try (Stream<Path> paths = Files.walk(folder, DEEPEST)) {
      for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        String name = folder.relativize(path).toString().replace('\\', '/');
        if (belongs(name)) {
          try (InputStream content = Files.newInputStream(path)) {
            files.put(name, budget.read(content));
          }
        }
      }
    }
    return new PipelineFolder(files);
  }

  /** Loads a zipped folder, its files at the root of the archive; does not close the stream. */
  public static PipelineFolder unzip(InputStream zipped) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    Budget budget = new Budget("zipped pipeline folder");
    ZipInputStream zip = new ZipInputStream(zipped);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      if (!entry.isDirectory() && belongs(entry.getName())) {
        files.put(entry.getName(), budget.read(zip));
      }
    }
    return new PipelineFolder(files);
  }

  private static boolean belongs(String name) {
    return name.equals(PIPELINE_FILE) || name.endsWith(".avsc");
  }

  /** Bytes that may still be read, so that a bomb or a wrong path does not fill the memory. */
  private static final class Budget {
    private final String origin;
    private int left = LARGEST;

    Budget(String origin) {
      this.origin = origin;
    }

    byte[] read(InputStream content) throws IOException {
      byte[] bytes = content.readNBytes(left + 1);
      left -= bytes.length;
      if (left < 0) {
        throw new IOException("%s: over %d bytes, expected less".formatted(origin, LARGEST));
      }
      return bytes;
    }
  }
}
