package io.trueup.bench.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trueup.definition.Pipeline;
import io.trueup.event.EventReader;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import io.trueup.store.ArchiveHour;
import io.trueup.store.ArchiveLine;
import io.trueup.store.Tally;
import io.trueup.time.Epochs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes an archive as Firehose would have left it, and its ledger: of {@value #SHARDS} shards,
 * {@value #PARCEL} records an object; every {@value #DOUBLED}th object stands twice. For one
 * thread.
 */
final class ArchiveWriter {

  /** When the first record arrives. */
  static final long START = 1_767_225_600_000L;

  private static final int SHARDS = 8;
  private static final int PARCEL = 25_000;
  private static final int DOUBLED = 40;
  private static final BigInteger FIRST = BigInteger.TEN.pow(55);

  private final Path folder;
  private final EventReader reader;
  private final Epochs epochs;
  private final long apartMillis;
  private final ByteArrayOutputStream parcel = new ByteArrayOutputStream();
  private final Map<String, Entry> ledger = new TreeMap<>();
  private int parcels;
  private int inParcel;
  private long records;
  private long last;
  private long skipped;

  /** What the ledger holds of one (shard, epoch). */
  record Entry(String shard, long epoch, Position first, Position applied, Tally tally) {}

  /** Into a folder, a record each so many milliseconds. */
  ArchiveWriter(Path folder, Pipeline pipeline, Epochs epochs, long apartMillis) {
    this.folder = folder;
    this.reader = new EventReader(pipeline);
    this.epochs = epochs;
    this.apartMillis = apartMillis;
  }

  /** How many records were written. */
  long records() {
    return records;
  }

  /** When the next record arrives. */
  long next() {
    return START + records * apartMillis + skipped;
  }

  /** The next record is the first of an epoch, whose number it says. */
  long beginEpoch() {
    long epoch = epochs.of(last) + 1;
    skipped = epochs.start(epoch) - START - records * apartMillis;
    return epoch;
  }

  /** Writes a record. */
  void add(byte[] data) {
    int shard = (int) (records % SHARDS);
    String name = "shardId-%012d@%d".formatted(shard, START / 1_000);
    long arrival = next();
    long epoch = epochs.of(arrival);
    Position position = new Position(FIRST.add(BigInteger.valueOf(records)), 0);
    parcel.writeBytes(new ArchiveLine(name, position, epoch, arrival, data).line());
    StreamRecord record = new StreamRecord(position, arrival, data);
    Tally tally = Tally.of(record, reader.read(record, arrival));
    ledger.merge(
        name + " " + epoch,
        new Entry(name, epoch, position, position, tally),
        (one, other) ->
            new Entry(name, epoch, one.first(), position, one.tally().plus(other.tally())));
    records++;
    last = arrival;
    if (++inParcel == PARCEL) {
      send();
    }
  }

  /** Ends the object. */
  void send() {
    if (inParcel == 0) {
      return;
    }
    byte[] object = ArchiveLine.object(parcel.toByteArray());
    parcel.reset();
    inParcel = 0;
    write(object, "%06d".formatted(parcels));
    if (parcels++ % DOUBLED == 0) {
      write(object, "%06d-again".formatted(parcels));
    }
  }

  private void write(byte[] object, String name) {
    try {
      Path file = folder.resolve(ArchiveHour.folder("archive/", last) + "part-" + name + ".gz");
      Files.createDirectories(file.getParent());
      Files.write(file, object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the ledger of all records. */
  void writeLedger() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Entry entry : ledger.values()) {
      StringBuilder line = new StringBuilder();
      line.append(entry.shard()).append(' ').append(entry.epoch());
      line.append(' ').append(entry.first().text()).append(' ').append(entry.applied().text());
      line.append(' ').append(entry.tally().digest());
      entry.tally().counts().forEach((name, n) -> line.append(' ').append(name + "=" + n));
      lines.add(line.toString());
    }
    Files.write(folder.resolve("ledger.txt"), lines, UTF_8);
  }

  /** The entries of the ledger that {@link #writeLedger} has left. */
  static List<Entry> ledger(Path folder) {
    try {
      return Files.readAllLines(folder.resolve("ledger.txt"), UTF_8).stream()
          .map(line -> entry(line.split(" ", -1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Entry entry(String[] words) {
    Map<String, Long> counts = new TreeMap<>();
    for (int i = 5; i < words.length; i++) {
      String[] count = words[i].split("=", -1);
      counts.put(count[0], Long.parseLong(count[1]));
    }
    return new Entry(
        words[0],
        Long.parseLong(words[1]),
        Position.parse(words[2]),
        Position.parse(words[3]),
        new Tally(counts, Long.parseLong(words[4])));
  }
}
