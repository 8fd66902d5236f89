package io.trueup.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.consume.Occurrence;
import io.trueup.consume.Reading;
import io.trueup.consume.Taken;
import io.trueup.event.Intake;
import io.trueup.event.Position;
import io.trueup.event.Rejection;
import io.trueup.event.StreamRecord;
import io.trueup.port.Delivery;
import io.trueup.port.MemoryDelivery;
import io.trueup.port.MemoryObjects;
import io.trueup.store.ArchiveLine;
import io.trueup.store.Tenure;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class ArchivingTest {

  private static final Tenure DEFINITION = Tenure.from(0, "f", "s3://assets/f.zip");
  private static final String SHARD = "shardId-000000000000@1732420000";
  private static final long ARRIVAL = 1_732_420_007_250L; // 2024-11-24T03:46:47Z
  private static final BigInteger FIRST = BigInteger.TEN.pow(55);

  private final MemoryDelivery delivery = new MemoryDelivery();
  private final MemoryObjects objects = new MemoryObjects();
  private final Archiving archiving = new Archiving(delivery, objects);

  @Test
  void apply_anyData_asItCameWithItsProvenance() {
    List<byte[]> all = new ArrayList<>();
    for (String text :
        List.of("{\"a\":1}", "", "no json", "{\"a\":\n1}", "[1]", "{\"a\":1} ", "{\"event\":\"}")) {
      all.add(text.getBytes(UTF_8));
    }
    all.add(new byte[] {0, -1, '\n', '\r', -128});
    apply(all);

    List<ArchiveLine> lines = Parcels.lines(delivery);
    assertThat(lines).hasSameSizeAs(all);
    for (int i = 0; i < all.size(); i++) {
      assertLine(lines.get(i), i, all.get(i));
    }
    assertThat(sizes()).hasSize(1);
    assertThat(objects.list("")).isEmpty();
  }

  @Test
  void apply_moreThanAParcel_fullParcelsOfWholeLines() {
    List<byte[]> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      all.add(object(100_000));
    }
    apply(all);
    assertThat(sizes()).hasSize(5).allMatch(size -> size > Delivery.LARGEST - 101_000);
    assertThat(Parcels.lines(delivery))
        .extracting(ArchiveLine::position)
        .isEqualTo(java.util.stream.IntStream.range(0, 50).mapToObj(i -> position(i)).toList());
  }

  @Test
  void apply_lineOfTheLargestParcel_deliveredAndOneByteMoreWrittenAlone() throws IOException {
    int frame = new ArchiveLine(SHARD, position(0), 7, ARRIVAL, object(10)).line().length - 10;
    apply(List.of(object(Delivery.LARGEST - frame)));
    assertThat(sizes()).containsExactly(Delivery.LARGEST);
    assertThat(objects.list("")).isEmpty();

    apply(List.of(object(Delivery.LARGEST - frame + 1)));
    assertThat(sizes()).hasSize(1);
    assertThat(objects.list("")).hasSize(1);
  }

  @Test
  void apply_tooLargeForAParcel_anObjectOfItsHourAndTheRestDelivered() throws IOException {
    byte[] large = new byte[1 << 20]; // as large as Kinesis takes, and base64 makes it larger
    apply(List.of(object(10), large, object(20)));
    String key = "archive/2024/11/24/03/large-%s-%s-0.gz".formatted(SHARD, position(1).sequence());
    assertThat(objects.list("")).containsExactly(key);
    try (GZIPInputStream in = new GZIPInputStream(objects.read(key))) {
      List<ArchiveLine> lines = Parcels.lines(in.readAllBytes());
      assertThat(lines.size()).isEqualTo(1);
      assertLine(lines.get(0), 1, large);
    }
    assertThat(Parcels.lines(delivery))
        .extracting(ArchiveLine::position)
        .containsExactly(position(0), position(2));
  }

  @Test
  void apply_again_sameLinesAgainAndTheSameObject() {
    List<byte[]> all = List.of(object(10), new byte[1 << 20]);
    apply(all);
    apply(all);
    assertThat(delivery.taken()).hasSize(2);
    assertThat(delivery.taken().get(1)).isEqualTo(delivery.taken().get(0));
    assertThat(objects.list("")).hasSize(1);
  }

  @Test
  void apply_nothing_nothing() {
    apply(List.of());
    assertThat(delivery.taken()).isEmpty();
  }

  private List<Integer> sizes() {
    return delivery.taken().stream().map(parcel -> parcel.length).toList();
  }

  private static void assertLine(ArchiveLine line, int i, byte[] data) {
    assertThat(line.shard()).isEqualTo(SHARD);
    assertThat(line.position()).isEqualTo(position(i));
    assertThat(line.epoch()).isEqualTo(7 + i);
    assertThat(line.arrival()).isEqualTo(ARRIVAL + i);
    assertThat(Arrays.equals(line.data(), data)).as("data of record %d", i).isTrue();
  }

  private void apply(List<byte[]> data) {
    List<Taken> records = new ArrayList<>();
    for (int i = 0; i < data.size(); i++) {
      // The clock of Kinesis may step back; the lineage's arrival does not.
      StreamRecord record = new StreamRecord(position(i), ARRIVAL - i, data.get(i));
      Intake intake = new Intake.Rejected(Rejection.NOT_JSON, "of no interest here");
      records.add(
          new Taken(
              record,
              ARRIVAL + i,
              7 + i,
              List.of(),
              List.of(new Reading(DEFINITION, intake, Occurrence.FIRST))));
    }
    archiving.apply(SHARD, records);
  }

  private static Position position(int i) {
    return new Position(FIRST.add(BigInteger.valueOf(i)), 0);
  }

  /** A JSON object of so many bytes. */
  private static byte[] object(int bytes) {
    return "{\"a\":\"%s\"}".formatted("x".repeat(bytes - 8)).getBytes(UTF_8);
  }
}
