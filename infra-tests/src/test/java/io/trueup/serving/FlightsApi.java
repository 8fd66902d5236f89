package io.trueup.serving;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trueup.aggregate.Measures;
import io.trueup.consume.Deltas;
import io.trueup.consume.ShardConsumer;
import io.trueup.definition.Folders;
import io.trueup.definition.Pipeline;
import io.trueup.definition.PipelineFolder;
import io.trueup.definition.View;
import io.trueup.event.Event;
import io.trueup.event.EventReader;
import io.trueup.event.Intake;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import io.trueup.port.MemoryShards;
import io.trueup.port.MemoryTable;
import io.trueup.port.Workers;
import io.trueup.store.CellKey;
import io.trueup.store.Directory;
import io.trueup.store.Layer;
import io.trueup.store.Library;
import io.trueup.store.Pointer;
import io.trueup.store.Segment;
import io.trueup.store.Strip;
import io.trueup.store.Version;
import io.trueup.time.Buckets;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The API of the flights pipeline over tables in memory, with one live flight and a bad record. */
final class FlightsApi {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Span RETENTION = Span.parse("14d");

  private final MemoryTable control = new MemoryTable();
  private final MemoryTable hot = new MemoryTable();
  private final MemoryTable segment = new MemoryTable();
  private final Epochs epochs = new Epochs(Span.parse("5m"));
  private final Pipeline pipeline;
  private final EventReader reader;

  private FlightsApi() throws IOException {
    pipeline = Folders.pipeline(PipelineFolder.load(Folders.flights()));
    reader = new EventReader(pipeline);
    MemoryShards shards = new MemoryShards(2);
    Deltas deltas = new Deltas(hot, Library.of(pipeline), epochs, RETENTION, Workers.inOrder());
    new ShardConsumer(control, shards, Layer.SPEED, Library.of(pipeline), epochs, deltas)
        .consume(
            shards.list().get(0).id(),
            List.of(record(1, flight("06:05", "null")), record(2, "no flight")),
            () -> false);
  }

  /** Before the first true-up. */
  static Api live() throws IOException {
    return new FlightsApi().api();
  }

  /** With a version of another flight, which has a page of its own. */
  static Api merged() throws IOException {
    FlightsApi flights = new FlightsApi();
    View view = flights.pipeline.view("departures_by_origin").orElseThrow();
    flights.load(view, flight("06:10", "12"));
    flights.serve(
        flights.pipeline.views().stream().collect(Collectors.toMap(View::name, View::fingerprint)));
    return flights.api();
  }

  /** With a version of a definition that had no views. */
  static Api outdated() throws IOException {
    FlightsApi flights = new FlightsApi();
    flights.serve(Map.of());
    return flights.api();
  }

  private void serve(Map<String, String> fingerprints) {
    Version version =
        new Version(
            "demo-1",
            List.of(new Segment("one", 0, 1)),
            fingerprints,
            Version.CrossCheck.CHECKED,
            0);
    Pointer.FIRST.swap(control, Pointer.FIRST.swappedTo(version, 3));
  }

  private Api api() {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    return new Api(
        Library.of(pipeline),
        control,
        hot,
        table -> segment,
        epochs,
        RETENTION,
        clock,
        Workers.inOrder());
  }

  private void load(View view, String flight) {
    Intake intake = reader.read(record(1, flight), NOW.toEpochMilli());
    Event event = ((Intake.Accepted) intake).event();
    Measures measures = new Measures(view);
    Span size = view.finest().length();
    long bucket = Buckets.start(event.time(), size);
    CellKey key = CellKey.of(view, event);
    byte[] state = measures.encode(measures.add(measures.empty(), event));
    long start = Strip.startOf(bucket, size);
    segment.writeAll(
        new Strip(view.fingerprint(), view.name(), size, key, start)
            .items(new TreeMap<>(Map.of(bucket, state))));
    segment.writeAll(List.of(Directory.segment(view.fingerprint(), view.name(), key)));
  }

  private static String flight(String time, String delay) {
    return """
        {"id":1,"departure":"2001-01-01T%s:00Z","delay":%s,"distance":594,
         "origin":"ATL","destination":"MIA"}"""
        .formatted(time, delay);
  }

  private static StreamRecord record(long sequence, String data) {
    Position position = new Position(Long.toString(sequence), 0);
    return new StreamRecord(position, NOW.toEpochMilli(), data.getBytes(UTF_8));
  }
}
