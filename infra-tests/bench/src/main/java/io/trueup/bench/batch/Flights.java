package io.trueup.bench.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trueup.definition.Pipeline;
import io.trueup.definition.PipelineFolder;
import io.trueup.definition.PipelineReader;
import io.trueup.definition.Reading;
import io.trueup.demo.host.Checkout;
import io.trueup.demo.send.Flight;
import io.trueup.demo.send.FlightsInput;
import io.trueup.event.EventReader;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import io.trueup.store.ArchiveHour;
import io.trueup.store.ArchiveLine;
import io.trueup.store.Tally;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An archive of flights as Firehose would have left it, and its ledger: of {@value #SHARDS} shards,
 * {@value #PARCEL} records an object. Every {@value #REPEATED}th flight is sent again {@value
 * #LATER} records later, on another shard; every {@value #DOUBLED}th object stands twice.
 */
final class Flights {

  private static final int SHARDS = 8;
  private static final int PARCEL = 25_000;
  private static final int REPEATED = 100;
  private static final int LATER = 10_000;
  private static final int DOUBLED = 40;
  private static final int READ = 50_000;

  private static final long START = 1_767_225_600_000L;
  private static final BigInteger FIRST = BigInteger.TEN.pow(55);

  private final Path folder;
  private final EventReader reader;
  private final Course course;
  private final ByteArrayOutputStream parcel = new ByteArrayOutputStream();
  private final Map<String, Entry> ledger = new TreeMap<>();
  private final Deque<byte[]> again = new ArrayDeque<>();
  private final Deque<Long> due = new ArrayDeque<>();
  private int parcels;
  private int inParcel;
  private long records;
  private long last;
  private long skipped;
  private long newest;

  /** What the ledger holds of one (shard, epoch). */
  record Entry(String shard, long epoch, Position first, Position applied, Tally tally) {}

  private Flights(Path folder, Course course, Pipeline pipeline) {
    this.folder = folder;
    this.course = course;
    this.reader = new EventReader(pipeline);
  }

  static Pipeline pipeline(Checkout checkout) {
    try {
      Reading reading = PipelineReader.read(PipelineFolder.load(checkout.pipeline("flights")));
      return ((Reading.Read) reading).pipeline();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes flights and their repeats, unless the folder has them; how many records. */
  static long write(Checkout checkout, Path folder, Course course) {
    Path done = folder.resolve("records.txt");
    try {
      if (!Files.exists(done)) {
        Flights flights = new Flights(folder, course, pipeline(checkout));
        flights.write(checkout.flights());
        flights.writeLedger();
        Files.writeString(folder.resolve("newest.txt"), Long.toString(flights.newest));
        Files.writeString(done, Long.toString(flights.records));
      }
      return Long.parseLong(Files.readString(done));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first epoch of the newest stretch that {@link #write} has left. */
  static long newest(Path folder) {
    try {
      return Long.parseLong(Files.readString(folder.resolve("newest.txt")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(Path parquet) {
    long most = course.stretches().stream().mapToLong(Course.Stretch::flights).max().orElse(0);
    try (FlightsInput input = FlightsInput.open(parquet, most)) {
      for (Course.Stretch stretch : course.stretches()) {
        beginEpoch();
        for (long from = 0; from < stretch.flights(); from += READ) {
          input
              .flights(from, Math.min(stretch.flights(), from + READ))
              .forEach(flight -> add(moved(flight, stretch.moved())));
        }
        send();
      }
      again.forEach(this::add);
      send();
    }
  }

  /** The next record is the first of an epoch. */
  private void beginEpoch() {
    if (records > 0) {
      newest = course.epochs().of(last) + 1;
      skipped = course.epochs().start(newest) - START - records * course.apartMillis();
    }
  }

  private static Flight moved(Flight flight, long by) {
    return new Flight(
        flight.id() + by,
        flight.departure(),
        flight.delay(),
        flight.distance(),
        flight.origin(),
        flight.destination());
  }

  private void add(Flight flight) {
    byte[] data = flight.entry().data();
    add(data);
    if (flight.id() % REPEATED == 0) {
      again.add(data);
      due.add(records + LATER);
    }
    while (!due.isEmpty() && due.peek() <= records) {
      due.remove();
      add(again.remove());
    }
  }

  private void add(byte[] data) {
    int shard = (int) (records % SHARDS);
    String name = "shardId-%012d@%d".formatted(shard, START / 1_000);
    long arrival = START + records * course.apartMillis() + skipped;
    long epoch = course.epochs().of(arrival);
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

  private void send() {
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

  private void writeLedger() throws IOException {
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

  /** The entries of the ledger that {@link #write} has left. */
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
