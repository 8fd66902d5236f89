package io.trueup.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShardsTest {

  @Test
  void open_splitAndMerged_theYoungestOnly() {
    MemoryShards shards = new MemoryShards(2);
    String first = shards.list().get(0).id();
    String second = shards.list().get(1).id();
    assertThat(shards.open()).extracting(Shard::id).containsExactly(first, second);

    List<Shard> halves = shards.split(first);
    Shard merged = shards.merge(halves.get(1).id(), second);

    assertThat(shards.list()).hasSize(5);
    assertThat(shards.open()).containsExactly(halves.get(0), merged);
    assertThat(shards.taking(merged.lastHash())).isEqualTo(merged);
  }
}
