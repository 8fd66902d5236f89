package io.trueup.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.port.MemoryTable;
import io.trueup.port.MemoryTables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A person has accepted what he was shown, and no more. */
class GapTest {

  private static final String SHARD = "shardId-000000000000@1732420000";
  private static final Gap SHOWN = new Gap(SHARD, 7, 10, 4, 99);

  @Test
  void beyond_theVeryGap_isAccepted() {
    assertThat(beyond(new Gap(SHARD, 7, 10, 4, 99))).isEmpty();
  }

  @Test
  void beyond_aLateParcelFillsSomeOfIt_isAccepted() {
    assertThat(beyond(new Gap(SHARD, 7, 10, 9, 5))).isEmpty();
  }

  @Test
  void beyond_lessIsThere_isAskedAbout() {
    assertThat(beyond(new Gap(SHARD, 7, 10, 3, 99))).hasSize(1);
  }

  @Test
  void beyond_asManyButOthers_isAskedAbout() {
    assertThat(beyond(new Gap(SHARD, 7, 10, 4, 98))).hasSize(1);
  }

  @Test
  void beyond_asManyAsTheLedgerOrMore_isAskedAbout() {
    assertThat(beyond(new Gap(SHARD, 7, 10, 10, 5))).hasSize(1);
    assertThat(beyond(new Gap(SHARD, 7, 10, 11, 5))).hasSize(1);
  }

  @Test
  void beyond_anotherShardOrEpoch_isAskedAbout() {
    Gap epoch = new Gap(SHARD, 8, 10, 4, 99);
    Gap shard = new Gap("shardId-000000000001@1732420000", 7, 10, 4, 99);
    assertThat(Gap.beyond(List.of(SHOWN), List.of(SHOWN, epoch, shard)))
        .containsExactly(epoch, shard);
    assertThat(Gap.beyond(List.of(), List.of(SHOWN))).containsExactly(SHOWN);
  }

  @Test
  void served_versionOfSeveralSegments_allOfTheirs() {
    MemoryTables tables = new MemoryTables();
    Gap later = new Gap(SHARD, 12, 1, 0, 0);
    tables.create("one").writeAll(List.of(SHOWN.item()));
    tables.create("two").writeAll(List.of(later.item()));
    Version version =
        new Version(
            "v",
            List.of(new Segment("one", 0, 10), new Segment("two", 10, 20)),
            Map.of(),
            Version.CrossCheck.NOT_CHECKED,
            7);
    Pointer pointer = new Pointer(1, Optional.of(version), List.of(), Pointer.Hold.FREE);

    assertThat(Gap.served(pointer, tables::table)).containsExactly(SHOWN, later);
    assertThat(Gap.served(Pointer.FIRST, tables::table)).isEmpty();
  }

  @Test
  void first_moreThanTheLimit_theOldest() {
    MemoryTable segment = new MemoryTable();
    segment.writeAll(List.of(new Gap("a", 20, 1, 0, 0).item(), new Gap("b", 7, 1, 0, 0).item()));

    assertThat(Gap.first(segment, 1)).containsExactly(new Gap("b", 7, 1, 0, 0));
  }

  private static List<Gap> beyond(Gap now) {
    return Gap.beyond(List.of(SHOWN), List.of(now));
  }
}
