package io.trueup.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trueup.definition.Folders;
import io.trueup.definition.Pipeline;
import io.trueup.definition.PipelineFolder;
import io.trueup.event.Heartbeat;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import io.trueup.port.Zip;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A pipeline of rides, and random records of it: good ones, bad ones and heartbeats. */
final class Rides {

  /** A ride as its producer knows it. */
  record Ride(String id, long at, @Nullable String city, long fare) {

    byte[] data() {
      String quoted = city == null ? "null" : '"' + city + '"';
      return "{\"id\":\"%s\",\"at\":%d,\"city\":%s,\"fare\":%d}"
          .formatted(id, at, quoted, fare)
          .getBytes(UTF_8);
    }
  }

  /**
   * What a stream delivers, the rides in it that count, and how many others repeat one of its
   * shard.
   */
  record Batch(List<StreamRecord> records, List<Ride> rides, int repeats) {}

  private static final long WINDOW = 2_000;

  private static final @Nullable String[] CITIES = {"Ulm", "", null, "a|b", "😀", "ﬀ"};
  private static final Map<String, byte[]> FILES =
      Map.of(
          "pipeline.yaml",
          """
          pipeline: rides
          events:
            ride: { schema: ride.avsc, id: id, time: at, key: city, max_ahead: 1h, window: 2s }
          views:
            by_city:
              from: ride
              by: [city]
              every: { 1m: forever, 1h: forever }
              measures: { rides: count(), fares: sum(fare), fare_max: max(fare) }
            dear:
              from: ride
              where: "fare > 50"
              by: []
              every: { 1h: forever }
              measures: { rides: count(), fares: sum(fare) }
          """
              .getBytes(UTF_8),
          "ride.avsc",
          """
          {"type": "record", "name": "ride", "fields": [
            {"name": "id", "type": "string"},
            {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
            {"name": "city", "type": ["null", "string"]},
            {"name": "fare", "type": "long"}]}
          """
              .getBytes(UTF_8));

  static final Pipeline PIPELINE = Folders.pipeline(new PipelineFolder(FILES));

  /** When the first record of a batch arrives: within an epoch of 5 s, near its end. */
  static final long ARRIVAL = 1_732_420_003_500L;

  private Rides() {}

  static Batch random(long seed, int count) {
    Random random = new Random(seed);
    BigInteger sequence = BigInteger.TEN.pow(55);
    List<StreamRecord> records = new ArrayList<>();
    List<Ride> rides = new ArrayList<>();
    Map<String, Long> newest = new HashMap<>();
    int repeats = 0;
    long arrival = ARRIVAL;
    long latest = ARRIVAL;
    for (int i = 0; i < count; i++) {
      sequence = sequence.add(BigInteger.valueOf(1 + random.nextInt(9)));
      arrival += random.nextInt(700) - 100;
      latest = Math.max(latest, arrival);
      // Every fourth comes again, up to 15 records later: about half of those within the window.
      int id = random.nextInt(4) == 0 ? Math.max(0, i - random.nextInt(16)) : i;
      Ride ride =
          new Ride(
              seed + "-" + id,
              ARRIVAL - random.nextInt(7_200_000),
              CITIES[random.nextInt(CITIES.length)],
              random.nextInt(100));
      byte[] data =
          switch (random.nextInt(10)) {
            case 0 -> "{\"id\":\"%s\"}".formatted(ride.id()).getBytes(UTF_8);
            case 1 -> new Heartbeat(i, arrival).data();
            default -> ride.data();
          };
      if (Arrays.equals(data, ride.data())) {
        Long before = newest.put(ride.id(), latest);
        if (before != null && before >= latest - WINDOW) {
          repeats++;
        } else {
          rides.add(ride);
        }
      }
      records.add(new StreamRecord(new Position(sequence, 0), arrival, data));
    }
    return new Batch(records, rides, repeats);
  }

  static byte[] zipped() {
    return Zip.folder(FILES);
  }
}
