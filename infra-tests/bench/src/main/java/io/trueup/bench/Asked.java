package io.trueup.bench;

import io.trueup.demo.host.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a comparison is asked for: the checkout that it runs in, a folder for its files, how many
 * events, and how many rounds, in each of which all contenders run once.
 */
public record Asked(Checkout checkout, Path folder, long rows, int rounds) {

  /** A folder of one comparison's files. */
  public Path in(String name) {
    try {
      return Files.createDirectories(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException("make the folder %s".formatted(name), e);
    }
  }
}
