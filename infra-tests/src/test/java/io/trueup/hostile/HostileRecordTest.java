package io.trueup.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.definition.PipelineFolder;
import io.trueup.event.Aggregation;
import io.trueup.event.Heartbeat;
import io.trueup.event.StreamRecord;
import io.trueup.store.Json;
import io.trueup.store.Layer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Of each hostile record: what both ledgers count it as, that it is archived as it came, and what
 * is answered before and after a true-up. A good record on the same shard comes before and after
 * it.
 */
class HostileRecordTest {

  private static final Instant NOON = Instant.ofEpochMilli(Orders.NOON);
  private static final Instant LATER = NOON.plusSeconds(600);
  private static final String GOOD = "good " + HostileRecords.TODAY + " 2 2.0 null";

  @ParameterizedTest
  @MethodSource({
    "io.trueup.hostile.HostileRecords#ids",
    "io.trueup.hostile.HostileRecords#numbers",
    "io.trueup.hostile.HostileRecords#times",
    "io.trueup.hostile.HostileRecords#keys",
    "io.trueup.hostile.HostileRecords#bytes"
  })
  void record_hostile_countedArchivedAndAnsweredAlikeByBothLayers(Hostile hostile)
      throws Exception {
    OneProcess world =
        new OneProcess(PipelineFolder.load(Path.of("src/test/resources/hostile")), NOON);
    List<byte[]> sent = new ArrayList<>(List.of(Orders.of("before", "good").getBytes(UTF_8)));
    sent.addAll(hostile.data());
    sent.add(Orders.of("after", "good").getBytes(UTF_8));

    world.consume(NOON, sent);

    assertThat(world.archived()).containsExactlyElementsOf(records(sent));
    assertThat(world.counts(Layer.ARCHIVE)).isEqualTo(counts(hostile, 0));
    assertThat(world.counts(Layer.SPEED)).isEqualTo(counts(hostile, hostile.repeats()));
    assertThat(rows(world, false)).containsExactlyElementsOf(expected(hostile));

    world.consume(LATER, List.of(new Heartbeat(1, 1).data()));
    assertThat(world.trueUp(LATER))
        .containsEntry("outcome", "swapped")
        .containsEntry("check", "equal");
    assertThat(rows(world, true)).containsExactlyElementsOf(expected(hostile));
  }

  private static List<byte[]> records(List<byte[]> sent) {
    return sent.stream()
        .flatMap(each -> Aggregation.split("1", 0, each).stream())
        .map(StreamRecord::data)
        .toList();
  }

  private static Map<String, Long> counts(Hostile hostile, long repeats) {
    Map<String, Long> counts = new TreeMap<>(hostile.counts());
    counts.merge("accepted", 2L, Long::sum);
    counts.put(
        "received",
        counts.entrySet().stream()
            .filter(count -> !count.getKey().equals("late"))
            .mapToLong(Map.Entry::getValue)
            .sum());
    if (repeats > 0) {
      counts.put("repeated", repeats);
    }
    return counts;
  }

  private static List<String> expected(Hostile hostile) {
    return Stream.concat(Stream.of(GOOD), hostile.rows().stream()).sorted().toList();
  }

  private static List<String> rows(OneProcess world, boolean exact) {
    List<Map<?, ?>> rows = world.rows("orders_by_customer", LATER);
    assertThat(rows).allSatisfy(row -> assertThat(row.get("exact")).isEqualTo(exact));
    return rows.stream()
        .map(
            row ->
                "%s %s %s %s %s"
                    .formatted(
                        Json.object(row, "key").get("customer.name"),
                        row.get("bucket"),
                        row.get("orders"),
                        row.get("amount_sum"),
                        row.get("weight_sum")))
        .sorted()
        .toList();
  }
}
