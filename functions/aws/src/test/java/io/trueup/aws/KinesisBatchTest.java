package io.trueup.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.event.Packer;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class KinesisBatchTest {

  private static final String SHARD = "shardId-000000000006";
  private static final String LONG =
      "49590338271490256608559692538361571095921575989136588898".repeat(2);

  @Test
  void read_oneRecord_itsShardPositionArrivalAndData() throws IOException {
    byte[] data = {0, -1, 10, 127};
    KinesisBatch batch =
        KinesisBatch.read(new MappingEvent().with(SHARD, LONG, "1545084650.987", data).stream());
    assertThat(batch.shard()).isEqualTo(SHARD);
    assertThat(batch.records())
        .usingRecursiveComparison()
        .isEqualTo(List.of(new StreamRecord(new Position(LONG, 0), 1_545_084_650_987L, data)));
  }

  @Test
  void read_arrivalInEveryForm_toTheMillisecond() throws IOException {
    assertThat(arrival("1545084650")).isEqualTo(1_545_084_650_000L);
    assertThat(arrival("1.545084650987E9")).isEqualTo(1_545_084_650_987L);
    assertThat(arrival("1545084650.001")).isEqualTo(1_545_084_650_001L);
    assertThat(arrival("1545084650.9999")).isEqualTo(1_545_084_650_999L);
    assertThat(arrival("0")).isZero();
  }

  @Test
  void read_aggregatedRecord_eachUserRecordWithItsIndex() throws IOException {
    Packer packer = new Packer(1 << 20);
    packer.add("a", "one".getBytes(UTF_8));
    packer.add("b", "two".getBytes(UTF_8));
    byte[] packed = packer.flush().orElseThrow().data();
    KinesisBatch batch =
        KinesisBatch.read(
            new MappingEvent()
                    .with(SHARD, "7", "1.5", packed)
                    .with(SHARD, "8", "1.6", "three".getBytes(UTF_8))
                    .stream());
    assertThat(batch.records())
        .extracting(r -> r.position() + " " + r.arrived() + " " + new String(r.data(), UTF_8))
        .containsExactly("7:0 1500 one", "7:1 1500 two", "8:0 1600 three");
  }

  @Test
  void read_emptyData_aRecordWithoutBytes() throws IOException {
    KinesisBatch batch =
        KinesisBatch.read(new MappingEvent().with(SHARD, "7", "1", new byte[0]).stream());
    assertThat(batch.records().get(0).data()).isEmpty();
  }

  @Test
  void read_recordsOfTwoShards_fails() {
    MappingEvent event =
        new MappingEvent()
            .with("shardId-1", "7", "1", new byte[0])
            .with("shardId-2", "8", "1", new byte[0]);
    assertThatThrownBy(() -> KinesisBatch.read(event.stream()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[shardId-1, shardId-2]")
        .hasMessageContaining("expected records of one shard");
  }

  @Test
  void read_badEvent_fails() {
    String record =
        "{\"Records\": [{\"eventID\": \"%s\", \"kinesis\": {\"sequenceNumber\": \"%s\"%s}}]}";
    String arrival = ", \"approximateArrivalTimestamp\": 1";
    for (String event :
        List.of(
            "",
            "{}",
            "[]",
            "no json",
            "{\"Records\": []}",
            "{\"Records\": null}",
            "{\"Records\": [{}]}",
            record.formatted("no-colon", "7", arrival),
            record.formatted("s:7", "", arrival),
            record.formatted("s:7", "seven", arrival),
            record.formatted("s:7", "7", ""),
            record.formatted("s:7", "7", arrival + ", \"data\": \"?\""))) {
      assertThatThrownBy(() -> KinesisBatch.read(MappingEvent.stream(event)))
          .as(event)
          .isInstanceOfAny(IOException.class, IllegalArgumentException.class);
    }
  }

  @Test
  void answers_asTheMappingReadsThem() {
    assertThat(KinesisBatch.done()).asString(UTF_8).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(KinesisBatch.failedFrom(new Position(LONG, 3)))
        .asString(UTF_8)
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"%s\"}]}", LONG);
  }

  private static long arrival(String seconds) throws IOException {
    return KinesisBatch.read(new MappingEvent().with(SHARD, "7", seconds, new byte[0]).stream())
        .records()
        .get(0)
        .arrived();
  }
}
