package io.trueup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import io.trueup.port.Shard;
import io.trueup.port.Shards;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the product relies on of Kinesis, and the simulation of its model. */
abstract class StreamContract {

  private static final BigInteger HASHES = BigInteger.ONE.shiftLeft(128);
  private static final int RECORDS = 12;

  /** A stream as a producer, a mapping and an operator use it. */
  interface Subject {

    Shards shards();

    /** Puts an event on the shard that takes a hash. */
    void put(BigInteger hash, Sent sent);

    /** The records of a shard from a place on, in the order in which they are delivered. */
    List<StreamRecord> read(String shard, From from);

    void split(String shard);

    void merge(String low, String high);
  }

  /** Where a reader begins. */
  sealed interface From {

    /** With the oldest record: TRIM_HORIZON. */
    record Oldest() implements From {}

    /** With the record of a sequence number: AT_SEQUENCE_NUMBER. */
    record At(BigInteger sequence) implements From {}

    /** With the record after that: AFTER_SEQUENCE_NUMBER. */
    record After(BigInteger sequence) implements From {}
  }

  private @Nullable Subject opened;

  /** A new stream of two shards. */
  protected abstract Subject open();

  @BeforeEach
  void begin() {
    opened = open();
  }

  @Test
  void list_twoShards_shareAllHashesAndHaveNoParents() {
    List<Shard> shards = shards();
    assertThat(shards).hasSize(2).allSatisfy(shard -> assertThat(shard.parents()).isEmpty());
    assertThat(shards.get(0).firstHash()).isZero();
    assertThat(shards.get(1).firstHash()).isEqualTo(shards.get(0).lastHash().add(BigInteger.ONE));
    assertThat(shards.get(1).lastHash()).isEqualTo(HASHES.subtract(BigInteger.ONE));
    assertThat(shards).extracting(Shard::id).allMatch(id -> id.matches("shardId-\\d{12}@\\d+"));
    assertThat(stream().shards().open()).containsExactlyInAnyOrderElementsOf(shards);
  }

  @Test
  void put_manyOnOneShard_comeInTheirOrderByGrowingNumbers() {
    Shard shard = shards().get(0);
    putAll(shard, 0, RECORDS);

    List<StreamRecord> records = stream().read(shard.id(), new From.Oldest());

    assertThat(numbers(records)).isEqualTo(numbers(0, RECORDS));
    assertThat(records)
        .extracting(StreamRecord::position)
        .isSortedAccordingTo(Comparator.naturalOrder())
        .doesNotHaveDuplicates();
    assertThat(records).allSatisfy(record -> assertThat(record.arrived()).isPositive());
    assertThat(stream().read(shards().get(1).id(), new From.Oldest())).isEmpty();
  }

  @Test
  void put_endsOfARange_areOnTheirShard() {
    List<Shard> shards = shards();
    for (int i = 0; i < shards.size(); i++) {
      stream().put(shards.get(i).firstHash(), event(2 * i));
      stream().put(shards.get(i).lastHash(), event(2 * i + 1));
    }
    for (int i = 0; i < shards.size(); i++) {
      assertThat(numbers(stream().read(shards.get(i).id(), new From.Oldest())))
          .containsExactly(2 * i, 2 * i + 1);
    }
  }

  @Test
  void read_fromANumberOn_withTheRecordOrAfterIt() {
    Shard shard = shards().get(1);
    putAll(shard, 0, RECORDS);
    List<StreamRecord> all = stream().read(shard.id(), new From.Oldest());
    BigInteger fifth = all.get(4).position().sequence();

    assertThat(numbers(stream().read(shard.id(), new From.At(fifth))))
        .isEqualTo(numbers(4, RECORDS));
    assertThat(numbers(stream().read(shard.id(), new From.After(fifth))))
        .isEqualTo(numbers(5, RECORDS));
    assertThat(stream().read(shard.id(), new From.After(last(all).sequence()))).isEmpty();
  }

  @Test
  void read_again_isTheSame() {
    Shard shard = shards().get(0);
    putAll(shard, 0, RECORDS);
    List<Position> first = positions(stream().read(shard.id(), new From.Oldest()));
    putAll(shard, RECORDS, RECORDS + 3);

    assertThat(positions(stream().read(shard.id(), new From.Oldest())).subList(0, RECORDS))
        .isEqualTo(first);
  }

  @Test
  void split_shardWithRecords_childrenHalveItAndGoOnByLargerNumbers() {
    Shard parent = shards().get(0);
    putAll(parent, 0, RECORDS);
    stream().split(parent.id());

    List<Shard> children = childrenOf(parent);
    assertThat(children).hasSize(2);
    assertThat(children.get(0).firstHash()).isEqualTo(parent.firstHash());
    assertThat(children.get(1).firstHash())
        .isEqualTo(children.get(0).lastHash().add(BigInteger.ONE));
    assertThat(children.get(1).lastHash()).isEqualTo(parent.lastHash());
    assertThat(children)
        .allSatisfy(child -> assertThat(child.parents()).containsExactly(parent.id()));
    assertThat(stream().shards().open()).doesNotContain(parent).containsAll(children);

    stream().put(parent.firstHash(), event(RECORDS));
    stream().put(parent.lastHash(), event(RECORDS + 1));
    List<StreamRecord> old = stream().read(parent.id(), new From.Oldest());
    assertThat(numbers(old)).isEqualTo(numbers(0, RECORDS));
    for (int i = 0; i < children.size(); i++) {
      List<StreamRecord> records = stream().read(children.get(i).id(), new From.Oldest());
      assertThat(numbers(records)).containsExactly(RECORDS + i);
      assertThat(records.get(0).position()).isGreaterThan(last(old));
    }
  }

  @Test
  void merge_twoShards_childTakesAllAndGoesOnByLargerNumbers() {
    List<Shard> parents = shards();
    parents.forEach(parent -> stream().put(parent.firstHash(), event(0)));
    stream().merge(parents.get(0).id(), parents.get(1).id());

    Shard child = childrenOf(parents.get(0)).get(0);
    assertThat(child.parents()).containsExactlyInAnyOrder(parents.get(0).id(), parents.get(1).id());
    assertThat(child.firstHash()).isZero();
    assertThat(child.lastHash()).isEqualTo(HASHES.subtract(BigInteger.ONE));
    assertThat(stream().shards().open()).containsExactly(child);

    stream().put(parents.get(1).lastHash(), event(1));
    List<StreamRecord> records = stream().read(child.id(), new From.Oldest());
    assertThat(numbers(records)).containsExactly(1);
    for (Shard parent : parents) {
      List<StreamRecord> old = stream().read(parent.id(), new From.Oldest());
      assertThat(numbers(old)).containsExactly(0);
      assertThat(records.get(0).position()).isGreaterThan(last(old));
    }
  }

  private Subject stream() {
    return Objects.requireNonNull(opened);
  }

  private List<Shard> shards() {
    return stream().shards().list().stream()
        .sorted(Comparator.comparing(Shard::firstHash))
        .toList();
  }

  private List<Shard> childrenOf(Shard parent) {
    return shards().stream().filter(shard -> shard.parents().contains(parent.id())).toList();
  }

  private void putAll(Shard shard, int from, int to) {
    for (int number = from; number < to; number++) {
      stream().put(shard.firstHash().add(BigInteger.valueOf(number)), event(number));
    }
  }

  private static Sent event(int number) {
    return new Sent(number, number, Sent.Kind.EVENT, "a", History.START, number);
  }

  private static Position last(List<StreamRecord> records) {
    return records.get(records.size() - 1).position();
  }

  private static List<Position> positions(List<StreamRecord> records) {
    return records.stream().map(StreamRecord::position).toList();
  }

  private static List<Integer> numbers(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  /** The numbers of events, whose data is as it was put. */
  private static List<Integer> numbers(List<StreamRecord> records) {
    List<Integer> numbers = new ArrayList<>();
    for (StreamRecord record : records) {
      String data = new String(record.data(), StandardCharsets.UTF_8);
      int number = Integer.parseInt(data.replaceAll("^\\{\"id\":\"(\\d+)\".*", "$1"));
      assertThat(record.data()).isEqualTo(event(number).data());
      numbers.add(number);
    }
    return numbers;
  }
}
