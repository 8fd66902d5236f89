package io.trueup.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AggregationTest {

  /** {@code a}: {@code {}}, {@code b}: {@code x}, {@code a}: nothing. */
  private static final String GOLDEN =
      "f3899ac2"
          + "0a0161"
          + "0a0162"
          + "1a06"
          + "08001a027b7d"
          + "1a05"
          + "08011a0178"
          + "1a04"
          + "08001a00"
          + "01f4bc1f798ec565276645416ce2a202";

  @Test
  void pack_threeRecords_equalsGoldenBytes() {
    assertThat(HexFormat.of().formatHex(threeRecords())).isEqualTo(GOLDEN);
  }

  @Test
  void split_goldenBytes_hasRecordsWithTheirIndex() {
    List<StreamRecord> records = Aggregation.split("77", 5, HexFormat.of().parseHex(GOLDEN));

    assertThat(records)
        .extracting(StreamRecord::position)
        .containsExactly(new Position("77", 0), new Position("77", 1), new Position("77", 2));
    assertThat(records).extracting(StreamRecord::arrived).containsOnly(5L);
    assertThat(texts(records)).containsExactly("{}", "x", "");
  }

  /** What the aggregator of PyPI's aws-kinesis-agg makes of the same, with a hash key. */
  @Test
  void split_bytesOfAnotherProducer_hasRecords() {
    byte[] data =
        HexFormat.of()
            .parseHex(
                "f3899ac20a01610a01621201391a08080010001a027b7d1a07080110001a01781a06080010001a00"
                    + "e7e022fe9dcfdb4bf80cf71b5ca96695");

    assertThat(texts(Aggregation.split("1", 0, data))).containsExactly("{}", "x", "");
  }

  @Test
  void split_hashKeysTagsAndUnknownFields_arePassedOver() {
    byte[] message =
        HexFormat.of()
            .parseHex(
                "120139"
                    + "1a0f"
                    + "0800"
                    + "1005"
                    + "1a0178"
                    + "22030a0174"
                    + "9a0600"
                    + "b20100");
    byte[] data = framed(message);

    assertThat(texts(Aggregation.split("1", 0, data))).containsExactly("x");
  }

  @Test
  void split_plainRecord_isItself() {
    for (byte[] data : List.of(new byte[0], "{}".getBytes(UTF_8), Aggregation.MAGIC)) {
      assertThat(Aggregation.split("1", 2, data))
          .containsExactly(new StreamRecord(new Position("1", 0), 2, data));
    }
  }

  @Test
  void split_brokenMessageWithRightDigest_isOneRecord() {
    for (String message :
        List.of("1a", "1aff", "1a020800", "0a05", "1a041aff0000", "07", "0a0161")) {
      byte[] data = framed(HexFormat.of().parseHex(message));

      assertThat(Aggregation.split("1", 2, data)).as(message).hasSize(1);
      assertThat(Aggregation.split("1", 2, data).get(0).data()).isSameAs(data);
    }
  }

  @Property
  void split_anyByteChanged_isOneRecord(
      @ForAll @IntRange(max = 46) int index, @ForAll @IntRange(min = 1, max = 255) int change) {
    byte[] data = threeRecords();
    assertThat(data).hasSize(47);
    data[index] ^= (byte) change;

    List<StreamRecord> records = Aggregation.split("1", 2, data);

    assertThat(records).hasSize(1);
    assertThat(records.get(0).data()).isSameAs(data);
  }

  @Property(tries = 500)
  void split_packsOfAnyRecords_giveThemBack(
      @ForAll @Size(max = 50) List<String> keys,
      @ForAll @Size(min = 50, max = 50) List<byte[]> contents,
      @ForAll @IntRange(min = 2_000, max = 20_000) int largest) {
    Packer packer = new Packer(largest);
    List<Packer.Pack> packs = new ArrayList<>();
    List<byte[]> added = new ArrayList<>();
    for (String key : keys) {
      byte[] content = contents.get(added.size());
      packer.add(key, content).ifPresent(packs::add);
      added.add(content);
    }
    packer.flush().ifPresent(packs::add);

    List<StreamRecord> records = new ArrayList<>();
    for (Packer.Pack pack : packs) {
      assertThat(pack.partitionKey()).isEqualTo(keys.get(records.size()));
      assertThat(pack.data().length + pack.partitionKey().getBytes(UTF_8).length)
          .isLessThanOrEqualTo(largest);
      List<StreamRecord> split = Aggregation.split("1", 0, pack.data());
      assertThat(split).hasSize(pack.records());
      records.addAll(split);
    }
    assertThat(records).extracting(StreamRecord::data).containsExactlyElementsOf(added);
  }

  @Test
  void add_upToTheBound_fillsIt() {
    Packer packer = new Packer(threeRecords().length + 1);

    assertThat(packer.add("a", "{}".getBytes(UTF_8))).isEmpty();
    assertThat(packer.add("b", "x".getBytes(UTF_8))).isEmpty();
    assertThat(packer.add("a", new byte[0])).isEmpty();
    assertThat(packer.add("a", new byte[0]).map(Packer.Pack::records)).isEqualTo(Optional.of(3));
    assertThat(packer.flush().map(Packer.Pack::records)).isEqualTo(Optional.of(1));
    assertThat(packer.flush()).isEmpty();
  }

  @Test
  void add_recordOverTheBound_fails() {
    assertThatThrownBy(() -> new Packer(100).add("a", new byte[100]))
        .hasMessage("packing a record of 100 bytes: 130 with its frame, expected at most 100");
  }

  private static byte[] threeRecords() {
    Packer packer = new Packer(1_000);
    packer.add("a", "{}".getBytes(UTF_8));
    packer.add("b", "x".getBytes(UTF_8));
    packer.add("a", new byte[0]);
    return packer.flush().orElseThrow().data();
  }

  private static byte[] framed(byte[] message) {
    byte[] data = Arrays.copyOf(Aggregation.MAGIC, 4 + message.length + 16);
    System.arraycopy(message, 0, data, 4, message.length);
    System.arraycopy(Aggregation.md5(message, 0, message.length), 0, data, 4 + message.length, 16);
    return data;
  }

  private static List<String> texts(List<StreamRecord> records) {
    return records.stream().map(record -> new String(record.data(), UTF_8)).toList();
  }
}
