package io.trueup.replay;

import io.trueup.event.Position;
import io.trueup.port.Objects;
import io.trueup.store.ArchiveLine;
import io.trueup.store.ArchiveLines;
import io.trueup.store.Flaw;
import io.trueup.store.Mix;
import io.trueup.store.Tally;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Archive lines on disk, a file for each stretch: objects hold lines of all shards in no order, and
 * a replay takes a stretch at a time. Objects are read once. What of an object is no archive line
 * is passed over and stands in {@link #flaws}: whether anything lacks, the ledger says. For one
 * thread, whose interrupt fails the next object or stretch; the folder, which its owner alone can
 * read, is removed by {@link #close}.
 */
final class Spool implements AutoCloseable {

  private final Objects archive;
  private final Epochs epochs;
  private final Consumer<String> progress;
  private final Path folder;
  private final Set<String> read = new HashSet<>();
  private final Map<Stretch, Path> files = new HashMap<>();
  private final List<Flaw> flaws = new ArrayList<>();

  /** {@code progress} is told of the objects that were read, for people. */
  Spool(Objects archive, Epochs epochs, Consumer<String> progress) {
    this.archive = archive;
    this.epochs = epochs;
    this.progress = progress;
    try {
      this.folder = Files.createTempDirectory("trueup-replay");
    } catch (IOException e) {
      throw new UncheckedIOException("make a folder for archive lines", e);
    }
  }

  Path folder() {
    return folder;
  }

  /** Reads those of some objects that were not read yet, and keeps the lines that are wanted. */
  void fill(List<String> objects, Predicate<Stretch> wanted) {
    for (String object : objects) {
      goOn();
      if (read.add(object)) {
        fill(object, wanted);
        progress.accept("%,d archive objects read".formatted(read.size()));
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
      in.flaw().ifPresent(flaws::add);
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

  /** The objects that are not wholly archive lines. */
  List<Flaw> flaws() {
    return flaws;
  }

  /** How records that were found differ from those that a ledger has; empty: not at all. */
  static Optional<String> flaw(Tally found, Tally entered, String ledger) {
    long lines = found.count(Tally.RECEIVED);
    long expected = entered.count(Tally.RECEIVED);
    return found.equals(entered.records())
        ? Optional.empty()
        : Optional.of(
            "%d records in the archive, expected %d%s as in %s ledger"
                .formatted(
                    lines, expected, lines == expected ? " with other content" : "", ledger));
  }

  /** How many lines a stretch has, each position once, and which they are. */
  Tally records(Stretch of) {
    List<ArchiveLine> lines = lines(of);
    long digest = 0;
    for (ArchiveLine line : lines) {
      digest += Mix.of(line.position(), line.data());
    }
    return new Tally(Map.of(Tally.RECEIVED, (long) lines.size()), digest);
  }

  private static void goOn() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("replay of the archive was interrupted");
    }
  }

  /** The lines of a stretch in the order of their shard, each position once. */
  List<ArchiveLine> lines(Stretch of) {
    goOn();
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
