package io.trueup.cli.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.event.Aggregation;
import io.trueup.event.Packer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PackingTest {

  private static final BigInteger HALF = BigInteger.ONE.shiftLeft(127);
  private static final Routing ROUTING =
      new Routing(
          List.of(
              new Routing.Range("low", BigInteger.ZERO, HALF.subtract(BigInteger.ONE)),
              new Routing.Range(
                  "high", HALF, BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE))));

  @Test
  void packs_manyEvents_keepsEachShardsOrderAndLosesNone() {
    Map<String, List<String>> sent = new TreeMap<>();
    List<Packing.Entry> entries = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      String key = "key" + i % 7;
      entries.add(new Packing.Entry(key, ("event " + i).getBytes(UTF_8)));
      sent.computeIfAbsent(ROUTING.shardOf(key), none -> new ArrayList<>()).add("event " + i);
    }
    Map<String, List<String>> arrived = new TreeMap<>();
    List<Packer.Pack> packs = new Packing(ROUTING, 500).packs(entries);
    for (Packer.Pack pack : packs) {
      List<String> shard =
          arrived.computeIfAbsent(ROUTING.shardOf(pack.partitionKey()), none -> new ArrayList<>());
      Aggregation.split("1", 0, pack.data())
          .forEach(record -> shard.add(new String(record.data(), UTF_8)));
    }
    assertThat(sent).hasSize(2);
    assertThat(arrived).isEqualTo(sent);
    assertThat(packs).allSatisfy(pack -> assertThat(pack.data()).hasSizeLessThanOrEqualTo(500));
  }

  @Test
  void packs_noEvents_isNone() {
    assertThat(new Packing(ROUTING, 500).packs(List.of())).isEmpty();
  }
}
