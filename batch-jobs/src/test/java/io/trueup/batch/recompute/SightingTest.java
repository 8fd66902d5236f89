package io.trueup.batch.recompute;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.definition.EventType;
import io.trueup.event.Event;
import io.trueup.event.Position;
import io.trueup.store.ArchiveLine;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SightingTest {

  private static final EventType SALE = Sales.definition().pipeline().events().get(0);
  private static final EventType OTHER =
      new EventType(
          "other",
          SALE.schema(),
          SALE.fields(),
          SALE.id(),
          SALE.time(),
          SALE.key(),
          SALE.maxAhead(),
          SALE.window(),
          SALE.lateAfter(),
          SALE.discriminator());

  @Test
  void isOfSameId_sameTypeAndId_onlyThen() {
    Sighting one = sighting(line("s@1", 1, 7, 0), SALE, "a");
    assertThat(one.isOfSameId(sighting(line("t@1", 2, 8, 3), SALE, "a"))).isTrue();
    assertThat(one.isOfSameId(sighting(line("s@1", 1, 7, 0), SALE, "b"))).isFalse();
    assertThat(one.isOfSameId(sighting(line("s@1", 1, 7, 0), OTHER, "a"))).isFalse();
  }

  @Test
  void bytes_ofOneId_inTheOrderOfEpochPositionAndShard() {
    Random random = new Random(4);
    List<ArchiveLine> lines =
        Stream.generate(
                () ->
                    line(
                        "shard-%d@1".formatted(random.nextInt(3)),
                        random.nextInt(3) * 300L,
                        8 + random.nextInt(5),
                        random.nextInt(3)))
            .limit(200)
            .toList();
    assertThat(
            lines.stream()
                .sorted(
                    Comparator.comparing(
                        line -> sighting(line, SALE, "a").bytes(), Arrays::compareUnsigned)))
        .containsExactlyElementsOf(
            lines.stream()
                .sorted(
                    Comparator.comparing(ArchiveLine::epoch)
                        .thenComparing(ArchiveLine::position)
                        .thenComparing(ArchiveLine::shard))
                .toList());
    assertThat(sighting(lines.get(0), SALE, "a").shard()).isEqualTo(lines.get(0).shard());
  }

  private static Sighting sighting(ArchiveLine line, EventType type, String id) {
    return Sighting.of(line, new Event(type, id, 0, new Object[0]));
  }

  private static ArchiveLine line(String shard, long epoch, long sequence, long index) {
    Position position = new Position(BigInteger.valueOf(sequence), index);
    return new ArchiveLine(shard, position, epoch, epoch, new byte[0]);
  }
}
