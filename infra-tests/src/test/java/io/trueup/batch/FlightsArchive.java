package io.trueup.batch;

import io.trueup.demo.send.Flight;
import io.trueup.event.EventReader;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import io.trueup.port.Condition;
import io.trueup.port.Shard;
import io.trueup.port.Table;
import io.trueup.port.Zip;
import io.trueup.standin.FlightsPipeline;
import io.trueup.standin.StandIn;
import io.trueup.store.ArchiveLine;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import io.trueup.store.ShardMap;
import io.trueup.store.Tally;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * An archive of four records in one epoch, with its ledger: a flight from MCI, two from ATL in the
 * same five minutes, one of them over 1000 miles, and what is no flight.
 */
final class FlightsArchive {

  static final long EPOCH = 346_484_000;
  static final long EPOCH_MILLIS = 5_000;
  static final int RECORDS = 4;

  /** Two origins by 5 min, 1 h and 1 d, one long haul and all flights by 1 h and 1 d each. */
  static final int CELLS = 2 * 3 + 2 + 2;

  private static final String SHARD = "shardId-000000000000@1700000000";
  private static final long NEW_YEAR_2001 = 978_307_200_000L;

  private FlightsArchive() {}

  static void write(StandIn aws, FlightsPipeline flights) {
    aws.objects("assets").write("flights.zip", flights.zipped());
    Table control = aws.tables().create("control");
    ShardMap.extend(control, List.of(new Shard(SHARD, List.of(), BigInteger.ZERO, BigInteger.TEN)));
    EventReader reader = new EventReader(flights.pipeline());
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    Tally tally = Tally.NONE;
    List<byte[]> data = data();
    for (int i = 0; i < data.size(); i++) {
      long arrival = EPOCH * EPOCH_MILLIS + i;
      StreamRecord record =
          new StreamRecord(new Position(Integer.toString(i + 1), 0), arrival, data.get(i));
      tally = tally.plus(Tally.of(record, reader.read(record, arrival)));
      lines.writeBytes(
          new ArchiveLine(SHARD, record.position(), EPOCH, arrival, record.data()).line());
    }
    aws.objects("archive")
        .write("archive/2024/11/24/03/part", Zip.gzip(List.of(lines.toByteArray())));
    Position first = new Position("1", 0);
    Position last = new Position(Integer.toString(data.size()), 0);
    write(control, new LedgerEntry(SHARD, EPOCH, first, last, 0, tally, -1, Map.of()));
    write(control, new LedgerEntry(SHARD, EPOCH + 1, last, last, 0, Tally.NONE, -1, Map.of()));
  }

  private static void write(Table control, LedgerEntry entry) {
    new Ledger(control, Layer.ARCHIVE).write(entry, new Condition.Absent());
  }

  private static List<byte[]> data() {
    return List.of(
        flight(1, "MCI", 405, "MDW"),
        flight(2, "ATL", 215, "SAV"),
        flight(3, "ATL", 1_946, "LAX"),
        "no flight".getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] flight(long id, String origin, long miles, String destination) {
    return new Flight(id, NEW_YEAR_2001 + id * 60_000, 5L, miles, origin, destination)
        .entry()
        .data();
  }
}
