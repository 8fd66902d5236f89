package io.trueup.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;

/**
 * The histories of all seeds from {@code from} (inclusive) to {@code next} (exclusive), and what
 * they came to. As a file it is one JSON object, with which a soak is continued or summed up.
 */
record Stretch(long from, long next, Figures figures) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  Stretch {
    if (next - from != figures.histories()) {
      throw new IllegalArgumentException(
          "%d histories of seeds %d to %d, expected %d"
              .formatted(figures.histories(), from, next, next - from));
    }
  }

  static Stretch before(long seed) {
    return new Stretch(seed, seed, Figures.NONE);
  }

  /** This stretch and the next seed's history; all of it took so long. */
  Stretch plus(History.Result result, double seconds) {
    return new Stretch(from, next + 1, figures.plus(Figures.of(result)).in(seconds));
  }

  /** Writes a file whole or not at all, so that a soak may be stopped at any time. */
  void write(Path file) {
    try {
      Path beside = file.resolveSibling(file.getFileName() + ".part");
      Files.write(beside, JSON.writeValueAsBytes(this));
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      throw new UncheckedIOException("write figures to %s".formatted(file), failed);
    }
  }

  static Stretch read(Path file) {
    try {
      return JSON.readValue(Files.readAllBytes(file), Stretch.class);
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException(
          "figures in %s: %s, expected what --json wrote"
              .formatted(file, broken.getOriginalMessage()),
          broken);
    } catch (IOException failed) {
      throw new UncheckedIOException("read figures from %s".formatted(file), failed);
    }
  }

  /** The sum of stretches that have no seed in common. */
  static Figures sum(List<Stretch> some) {
    List<Stretch> sorted = some.stream().sorted(Comparator.comparing(Stretch::from)).toList();
    Figures sum = Figures.NONE;
    long next = Long.MIN_VALUE;
    for (Stretch each : sorted) {
      if (each.from < next) {
        throw new IllegalArgumentException(
            "seeds %d to %d stand in two files, expected each seed once"
                .formatted(each.from, Math.min(next, each.next) - 1));
      }
      next = each.next;
      sum = sum.plus(each.figures);
    }
    return sum;
  }
}
