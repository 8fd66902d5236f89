package io.trueup.replay;

import io.trueup.event.Position;
import io.trueup.port.Objects;
import io.trueup.store.ArchiveLine;
import io.trueup.store.ArchiveLines;
import io.trueup.time.Epochs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Archive lines on disk, a file for each stretch: objects hold lines of all shards in no order, and
 * a replay takes a stretch at a time. Objects are read once. What of an object is no archive line
 * is passed over: whether anything lacks, the ledger says. For one thread; the folder is removed by
 * {@link #close}.
 */
final class Spool implements AutoCloseable {

  private final Objects archive;
  private final Epochs epochs;
  private final Path folder;
  private final Set<String> read = new HashSet<>();
  private final Map<Stretch, Path> files = new HashMap<>();

  Spool(Objects archive, Epochs epochs) {
    this.archive = archive;
    this.epochs = epochs;
    try {
      this.folder = Files.createTempDirectory("trueup-replay");
    } catch (IOException e) {
      throw new UncheckedIOException("make a folder for archive lines", e);
    }
  }

  /** Reads the objects behind a key that were not read yet, and keeps the lines that are wanted. */
  void fill(String prefix, String after, Predicate<Stretch> wanted) {
    for (String object : archive.list(prefix, after)) {
      if (read.add(object)) {
        fill(object, wanted);
      }
    }
  }

  private void fill(String object, Predicate<Stretch> wanted) {
    Map<Stretch, ByteArrayOutputStream> lines = new HashMap<>();
    try (ArchiveLines in = new ArchiveLines(object, archive.read(object), epochs)) {
      for (var line = in.next(); line.isPresent(); line = in.next()) {
        Stretch of = new Stretch(line.get().shard(), line.get().epoch());
        if (wanted.test(of)) {
          lines
              .computeIfAbsent(of, any -> new ByteArrayOutputStream())
              .writeBytes(line.get().line());
        }
      }
    }
    lines.forEach(this::append);
  }

  private void append(Stretch to, ByteArrayOutputStream lines) {
    Path file = files.computeIfAbsent(to, any -> folder.resolve("stretch-" + files.size()));
    try {
      Files.write(file, lines.toByteArray(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("keep lines of %s".formatted(to), e);
    }
  }

  /** The stretches that there are lines of. */
  Set<Stretch> stretches() {
    return files.keySet();
  }

  /** The lines of a stretch in the order of their shard, each position once. */
  List<ArchiveLine> lines(Stretch of) {
    Path file = files.get(of);
    if (file == null) {
      return List.of();
    }
    Map<Position, ArchiveLine> lines = new TreeMap<>();
    try {
      byte[] all = Files.readAllBytes(file);
      int from = 0;
      for (int at = 0; at < all.length; at++) {
        if (all[at] == '\n') {
          ArchiveLine line = ArchiveLine.parse(java.util.Arrays.copyOfRange(all, from, at));
          lines.putIfAbsent(line.position(), line);
          from = at + 1;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("read of the lines of %s".formatted(of), e);
    }
    return new ArrayList<>(lines.values());
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("remove the folder %s".formatted(folder), e);
    }
  }
}
