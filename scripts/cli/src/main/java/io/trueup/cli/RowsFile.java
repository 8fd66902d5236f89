package io.trueup.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/**
 * The file that rows are written to: beside it, under its name and {@code .part}, until they are
 * all there and lack nothing. Without rows nothing is left of it.
 */
final class RowsFile implements AutoCloseable {

  private final Path file;
  private final Path part;
  private final PrintStream out;
  private boolean isWritten;

  private RowsFile(Path file, Path part, PrintStream out) {
    this.file = file;
    this.part = part;
    this.out = out;
  }

  /** Fails where no such file can be written. */
  static RowsFile open(Path file) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw Failure.wrong("--out: %s is there and no file", file);
      }
      return new RowsFile(
          file, part, new PrintStream(Files.newOutputStream(part), false, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw Failure.wrong("--out: %s: %s", file, e);
    }
  }

  void write(Consumer<PrintStream> rows) {
    rows.accept(out);
    out.close();
    if (out.checkError()) {
      throw Failure.wrong("--out: %s could not be written to its end", part);
    }
    isWritten = true;
  }

  /** Gives them their name, since they lack nothing. */
  void finish() {
    try {
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Failure.wrong("--out: %s: %s", file, e);
    }
  }

  @Override
  public void close() {
    out.close();
    try {
      if (!isWritten) {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw Failure.wrong("--out: %s: %s", part, e);
    }
  }
}
