package io.trueup.serving;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import io.trueup.port.MemoryTables;
import io.trueup.port.Workers;
import io.trueup.store.Layer;
import io.trueup.store.Library;
import io.trueup.store.Pointer;
import io.trueup.store.Segment;
import io.trueup.store.Version;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A deployment in memory of a pipeline with a dimension of every kind. */
final class Shop {

  static final String FILE =
      """
                  pipeline: shop
                  events:
                    sale: { schema: sale.avsc, id: id, time: at, key: place, max_ahead: 1h }
                  views:
                    by_place:
                      from: sale
                      by: [place]
                      every: { 1m: forever, 1h: forever }
                      measures: { sales: count(), paid: sum(paid), weight: mean(weight),
                                  last: max(at) }
                    by_all_kinds:
                      from: sale
                      where: "floor >= 0"
                      by: [place, floor, online, day]
                      every: { 1h: forever }
                      measures: { sales: count() }
                    by_high_floor:
                      from: sale
                      live: "floor > 3"
                      by: [floor]
                      every: { 1h: forever }
                      measures: { sales: count() }
                    total:
                      from: sale
                      by: []
                      every: { 1h: forever }
                      measures: { sales: count() }
                    sketched:
                      from: sale
                      by: []
                      every: { 1h: forever }
                      measures:
                        places: distinct(place)
                        floor_p50: quantile(floor, 0.5)
                        top_places: top(2, place)
                        first_floor: first(floor)
                        last_place: last(place)
                  """;

  static final String SCHEMA =
      """
                  {"type": "record", "name": "sale", "fields": [
                    {"name": "id", "type": "string"},
                    {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                    {"name": "place", "type": ["null", "string"]},
                    {"name": "floor", "type": "long", "default": 0},
                    {"name": "online", "type": "boolean", "default": false},
                    {"name": "day", "type": ["null", {"type": "int", "logicalType": "date"}]},
                    {"name": "weight", "type": ["null", "double"]},
                    {"name": "paid", "type":
                      {"type": "bytes", "logicalType": "decimal", "precision": 30, "scale": 2},
                      "default": "\\u0000"}]}
                  """;

  static final Pipeline PIPELINE =
      Folders.pipeline(
          new PipelineFolder(
              Map.of("pipeline.yaml", FILE.getBytes(UTF_8), "sale.avsc", SCHEMA.getBytes(UTF_8))));

  static final Epochs EPOCHS = new Epochs(Span.parse("5m"));

  /** Noon, the beginning of an epoch and of every size of bucket but the day. */
  static final Instant NOON = Instant.parse("2024-11-24T12:00:00Z");

  final MemoryTable control = new MemoryTable();
  final MemoryTable hot = new MemoryTable();
  final MemoryTables segments = new MemoryTables();
  final MemoryShards shards = new MemoryShards(1);
  private long sequence;
  private long sales;

  /** Has the speed layer count sales that arrive one after another from a time on. */
  Shop sell(Instant arrival, String... sales) {
    List<StreamRecord> records = new ArrayList<>();
    for (String sale : sales) {
      Position position = new Position(Long.toString(++sequence), 0);
      records.add(new StreamRecord(position, arrival.toEpochMilli(), sale.getBytes(UTF_8)));
    }
    consume(Layer.SPEED, records);
    return this;
  }

  private void consume(Layer layer, List<StreamRecord> records) {
    Span retention = Span.parse("14d");
    new ShardConsumer(
            control,
            shards,
            layer,
            Library.of(PIPELINE),
            EPOCHS,
            new Deltas(hot, Library.of(PIPELINE), EPOCHS, retention, Workers.inOrder()))
        .consume(shards.list().get(0).id(), records, () -> false);
  }

  /** A sale of an id of its own at noon, its members after id and time as JSON. */
  String sale(String members) {
    return "{\"id\":\"i%d\",\"at\":%d,%s}".formatted(++sales, NOON.toEpochMilli(), members);
  }

  /** A sale as the event that it is. */
  static Event event(String sale) {
    StreamRecord record =
        new StreamRecord(new Position("1", 0), NOON.toEpochMilli(), sale.getBytes(UTF_8));
    return ((Intake.Accepted) new EventReader(PIPELINE).read(record, NOON.toEpochMilli())).event();
  }

  /** Swaps to a version of one segment, which the test fills. */
  Shop version(String id, long cut) {
    segments.create("segment-" + id);
    Map<String, String> fingerprints =
        PIPELINE.views().stream().collect(Collectors.toMap(View::name, View::fingerprint));
    return version(
        new Version(
            id,
            List.of(new Segment("segment-" + id, 0, cut)),
            fingerprints,
            Version.CrossCheck.CHECKED,
            0));
  }

  Shop version(Version version) {
    Pointer pointer = Pointer.read(control);
    pointer.swap(control, pointer.swappedTo(version, 3));
    return this;
  }

  static View view(String name) {
    return PIPELINE.view(name).orElseThrow();
  }

  Api api() {
    return api(NOON);
  }

  Api api(Instant now) {
    return new Api(
        Library.of(PIPELINE),
        control,
        hot,
        segments::table,
        EPOCHS,
        Span.parse("14d"),
        Clock.fixed(now, ZoneOffset.UTC),
        Workers.inOrder());
  }

  /** The answer to a GET of a path and parameters {@code name, value, name, value}. */
  Response get(String path, String... parameters) {
    return api().answer(Requests.get(path, parameters));
  }
}
