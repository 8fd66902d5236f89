package io.trueup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import io.trueup.port.Shards;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The model of the simulation, read as its mappings do: by the order of a shard's records. */
class ModelStreamTest extends StreamContract {

  private record Model(ModelStream stream) implements Subject {

    @Override
    public Shards shards() {
      return stream;
    }

    @Override
    public void put(BigInteger hash, Sent sent) {
      stream.put(hash, List.of(sent), History.START);
    }

    @Override
    public List<StreamRecord> read(String shard, From from) {
      List<StreamRecord> records = of(shard).records;
      if (from instanceof From.At at) {
        return records.subList(place(records, at.sequence()), records.size());
      }
      if (from instanceof From.After after) {
        return records.subList(place(records, after.sequence()) + 1, records.size());
      }
      return records;
    }

    @Override
    public void split(String shard) {
      stream.split(of(shard));
    }

    @Override
    public void merge(String low, String high) {
      stream.merge(of(low), of(high));
    }

    private static int place(List<StreamRecord> records, BigInteger sequence) {
      return records.stream()
          .map(StreamRecord::position)
          .map(Position::sequence)
          .toList()
          .indexOf(sequence);
    }

    private ModelStream.ModelShard of(String shard) {
      return stream.all().stream()
          .filter(each -> each.shard.id().equals(shard))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void read_oldestRecordsGone_thoseThatAreKept() {
    ModelStream stream = new ModelStream(Turns.none(), History.EPOCH.millis(), 1);
    for (int number = 0; number < 3; number++) {
      stream.put(BigInteger.ONE, List.of(Sent.beat(number, 0)), History.START);
    }
    ModelStream.ModelShard shard = stream.all().get(0);
    BigInteger last = shard.records.get(2).position().sequence();
    shard.trim(2);
    shard.trim(1);

    List<BigInteger> read = new ArrayList<>();
    stream.read(shard.shard.id(), BigInteger.ZERO, last, kept -> read.add(kept.sequence()));
    assertThat(read).containsExactly(last);
  }

  @Override
  protected Subject open() {
    return new Model(new ModelStream(Turns.none(), History.EPOCH.millis(), 2));
  }
}
