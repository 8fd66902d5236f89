package io.trueup.bench.batch;

import io.trueup.definition.Pipeline;
import io.trueup.definition.PipelineFolder;
import io.trueup.definition.PipelineReader;
import io.trueup.definition.Reading;
import io.trueup.demo.host.Checkout;
import io.trueup.demo.send.Flight;
import io.trueup.demo.send.FlightsInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * An archive of flights. Every {@value #REPEATED}th flight is sent again {@value #LATER} records
 * later, on another shard.
 */
final class Flights {

  private static final int REPEATED = 100;
  private static final int LATER = 10_000;
  private static final int READ = 50_000;

  private final ArchiveWriter archive;
  private final Course course;
  private final Deque<byte[]> again = new ArrayDeque<>();
  private final Deque<Long> due = new ArrayDeque<>();
  private long newest;

  private Flights(Path folder, Course course, Pipeline pipeline) {
    this.course = course;
    this.archive = new ArchiveWriter(folder, pipeline, course.epochs(), course.apartMillis());
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
        flights.archive.writeLedger();
        Files.writeString(folder.resolve("newest.txt"), Long.toString(flights.newest));
        Files.writeString(done, Long.toString(flights.archive.records()));
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
        if (archive.records() > 0) {
          newest = archive.beginEpoch();
        }
        for (long from = 0; from < stretch.flights(); from += READ) {
          input
              .flights(from, Math.min(stretch.flights(), from + READ))
              .forEach(flight -> add(moved(flight, stretch.moved())));
        }
        archive.send();
      }
      again.forEach(archive::add);
      archive.send();
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
    archive.add(data);
    if (flight.id() % REPEATED == 0) {
      again.add(data);
      due.add(archive.records() + LATER);
    }
    while (!due.isEmpty() && due.peek() <= archive.records()) {
      due.remove();
      archive.add(again.remove());
    }
  }
}
