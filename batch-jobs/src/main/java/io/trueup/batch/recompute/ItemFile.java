package io.trueup.batch.recompute;

import io.trueup.port.Imports;
import io.trueup.port.Item;
import io.trueup.store.ImportLine;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * Items on their way into an object that they are imported of: lines, gzip, in a file of this
 * machine until they are all there, since nobody knows how much they are. For one thread.
 */
final class ItemFile implements AutoCloseable {

  private final Path file;
  private final OutputStream out;
  private long items;
  private long bytes;

  ItemFile() {
    try {
      file = Files.createTempFile("trueup-load-", ".gz");
      out = opened(file);
    } catch (IOException broken) {
      throw new UncheckedIOException("make a file of items", broken);
    }
  }

  /** Gzip begins with a header, for which a disk may have no room any more. */
  private static OutputStream opened(Path file) throws IOException {
    try {
      return new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(file)));
    } catch (IOException full) {
      Files.deleteIfExists(file);
      throw full;
    }
  }

  void add(Item item) {
    byte[] line = ImportLine.of(item);
    try {
      out.write(line);
    } catch (IOException broken) {
      throw new UncheckedIOException("write item %s to %s".formatted(item.key(), file), broken);
    }
    items++;
    bytes += line.length;
  }

  /** Writes the object, if it has any item, over one of its name; how many lines it is of. */
  Loading.Loaded store(Imports imports, String table, String object) {
    try {
      out.close();
    } catch (IOException broken) {
      throw new UncheckedIOException("end %s of %d items".formatted(file, items), broken);
    }
    if (items > 0) {
      imports.write(table, object, file);
    }
    return Loading.Loaded.lines(items, bytes);
  }

  /** Whatever fails, the file goes: it may be what has filled the disk. */
  @Override
  public void close() {
    try {
      try {
        out.close();
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException("remove %s".formatted(file), broken);
    }
  }
}
