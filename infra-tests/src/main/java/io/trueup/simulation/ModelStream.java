package io.trueup.simulation;

import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import io.trueup.port.Replay;
import io.trueup.port.Shard;
import io.trueup.port.Shards;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The model of a Kinesis stream: shards that records are put on, that are split and merged, and
 * whose oldest records go.
 */
final class ModelStream implements Shards, Replay {

  private static final BigInteger HASHES = BigInteger.ONE.shiftLeft(128);
  private static final BigInteger FIRST = BigInteger.TEN.pow(55);

  /** How many milliseconds the clocks of two shards differ at most. */
  private static final int MOST_SKEW = 2_500;

  private final Turns calls;
  private final long epochMillis;
  private final List<ModelShard> shards = new ArrayList<>();
  private final List<Arrived> arrived = new ArrayList<>();
  private long sequence;

  /** A shard with its records in order, those that are no longer kept too. */
  static final class ModelShard {
    final Shard shard;
    final List<StreamRecord> records = new ArrayList<>();
    private final long skew;
    private long arrival;
    private boolean closed;
    private int trimmed;

    ModelShard(Shard shard, long arrival) {
      this.shard = shard;
      this.skew = Math.floorMod(Dice.hash(shard.parents() + shard.id()), MOST_SKEW);
      this.arrival = arrival;
    }

    boolean isClosed() {
      return closed;
    }

    /** How many of the oldest records are no longer kept. */
    int trimmed() {
      return trimmed;
    }

    /** Has so many of the oldest records go. */
    void trim(int count) {
      trimmed = Math.max(trimmed, count);
    }

    List<StreamRecord> kept() {
      return records.subList(trimmed, records.size());
    }

    long width() {
      return shard.lastHash().subtract(shard.firstHash()).shiftRight(100).longValue();
    }
  }

  ModelStream(Turns calls, long epochMillis, int count) {
    this.calls = calls;
    this.epochMillis = epochMillis;
    BigInteger width = HASHES.divide(BigInteger.valueOf(count));
    for (int i = 0; i < count; i++) {
      BigInteger first = width.multiply(BigInteger.valueOf(i));
      add(List.of(), first, first.add(width).subtract(BigInteger.ONE), 0);
    }
  }

  @Override
  public String identity(String name) {
    return name + "@1";
  }

  @Override
  public List<Shard> list() {
    return calls.read("list shards", () -> shards.stream().map(each -> each.shard).toList());
  }

  @Override
  public void read(String shard, BigInteger from, BigInteger to, Consumer<Kept> records) {
    calls
        .read(
            "read again",
            () ->
                shards.stream()
                    .filter(each -> each.shard.id().equals(shard))
                    .flatMap(each -> each.kept().stream())
                    .filter(each -> each.position().sequence().compareTo(from) >= 0)
                    .filter(each -> each.position().sequence().compareTo(to) <= 0)
                    .toList())
        .forEach(
            each ->
                records.accept(
                    new Kept(
                        each.position().sequence(),
                        each.position().index(),
                        each.arrived(),
                        each.data())));
  }

  List<ModelShard> openShards() {
    return shards.stream().filter(each -> !each.closed).toList();
  }

  List<ModelShard> all() {
    return List.copyOf(shards);
  }

  /** All records so far, in the order of their sequence numbers. */
  List<Arrived> arrived() {
    return arrived;
  }

  /** Puts user records as one record on the open shard that takes a hash. */
  void put(BigInteger hash, List<Sent> sent, long sentAt) {
    ModelShard shard =
        openShards().stream()
            .filter(each -> each.shard.lastHash().compareTo(hash) >= 0)
            .filter(each -> each.shard.firstHash().compareTo(hash) <= 0)
            .findFirst()
            .orElseThrow();
    long time = sentAt - shard.skew;
    sequence += 1 + sequence % 7;
    for (int i = 0; i < sent.size(); i++) {
      Position position = new Position(FIRST.add(BigInteger.valueOf(sequence)), i);
      shard.arrival = Math.max(shard.arrival, time);
      shard.records.add(new StreamRecord(position, time, sent.get(i).data()));
      arrived.add(
          new Arrived(
              sent.get(i),
              shard.shard.id(),
              position,
              shard.arrival,
              Math.floorDiv(shard.arrival, epochMillis)));
    }
  }

  /** Splits an open shard in the middle; the two new ones. */
  List<ModelShard> split(ModelShard parent) {
    parent.closed = true;
    BigInteger first = parent.shard.firstHash();
    BigInteger last = parent.shard.lastHash();
    BigInteger middle = first.add(last).shiftRight(1);
    List<String> parents = List.of(parent.shard.id());
    return List.of(
        add(parents, first, middle, parent.arrival),
        add(parents, middle.add(BigInteger.ONE), last, parent.arrival));
  }

  /** Merges two open shards that lie side by side; the new one. */
  ModelShard merge(ModelShard low, ModelShard high) {
    low.closed = true;
    high.closed = true;
    return add(
        List.of(low.shard.id(), high.shard.id()),
        low.shard.firstHash(),
        high.shard.lastHash(),
        Math.max(low.arrival, high.arrival));
  }

  private ModelShard add(List<String> parents, BigInteger first, BigInteger last, long arrival) {
    String id = identity("shardId-%012d".formatted(shards.size()));
    ModelShard shard = new ModelShard(new Shard(id, parents, first, last), arrival);
    shards.add(shard);
    return shard;
  }
}
