package io.trueup.bench.batch;

import io.trueup.port.Objects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Objects that are files under a folder. */
record FolderObjects(Path folder) implements Objects {

  @Override
  public List<String> list(String prefix, String after) {
    try (Stream<Path> files = Files.walk(folder.resolve(prefix))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .filter(key -> key.compareTo(after) > 0)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public InputStream read(String key) {
    try {
      return Files.newInputStream(folder.resolve(key));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void write(String key, byte[] content) {
    try {
      Path file = folder.resolve(key);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
