package io.trueup.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.consume.Effect;
import io.trueup.port.Zip;
import io.trueup.store.ArchiveHour;
import io.trueup.store.ArchiveLine;
import io.trueup.store.Flaw;
import io.trueup.store.Layer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the archive of a recorded history has not wholly, is named, and nothing else is. */
class LackingTest {

  private static final Effect NOTHING = (shard, taken) -> {};

  private final Orders orders = Orders.of(7);
  private final List<String> waited = new ArrayList<>();

  private Recorded read(Optional<Instant> from, Optional<Instant> to) {
    return orders
        .recording(
            what -> {
              waited.add(what);
              return false;
            })
        .read(from, to, List.of(Orders.DEPLOYED));
  }

  private List<Lacking> lacking() {
    try (Recorded recorded = read(Optional.empty(), Optional.empty())) {
      return recorded.lacking();
    }
  }

  /** The archive function and speed have read all; the archive has other lines. */
  private void archived(List<ArchiveLine> lines) {
    orders.archive.list("archive/").forEach(key -> orders.archive.write(key, Zip.gzip(List.of())));
    orders.write(lines);
  }

  /** A line of an epoch before the cut. */
  private ArchiveLine line() {
    return orders.lines.stream()
        .filter(it -> it.epoch() < orders.cut() - 3)
        .findAny()
        .orElseThrow();
  }

  private static Stretch of(ArchiveLine line) {
    return new Stretch(line.shard(), line.epoch());
  }

  @Test
  void read_whole_lacksNothingAndWaitsForNothing() {
    orders.consumed();

    assertThat(lacking()).isEmpty();
    assertThat(waited).isEmpty();
  }

  @Test
  void read_aLineLacks_namesItsEpochOfItsShard() {
    orders.consumed();
    List<ArchiveLine> some = new ArrayList<>(orders.lines);
    ArchiveLine lost = line();
    some.remove(lost);
    archived(some);

    assertThat(lacking()).extracting(Lacking::stretch).containsExactly(of(lost));
    assertThat(lacking().get(0).detail()).contains("as in the archive's ledger");
    assertThat(waited).as("what came minutes ago may be on its way").isNotEmpty();
  }

  @Test
  void read_aLineOfLongAgoLacks_isNotWaitedFor() {
    orders.consumed();
    archived(orders.lines.subList(1, orders.lines.size()));

    try (Recorded recorded =
        orders
            .recording(
                what -> {
                  throw new AssertionError(what);
                },
                Orders.START + 86_400_000)
            .read(Optional.empty(), Optional.empty(), List.of(Orders.DEPLOYED))) {
      assertThat(recorded.lacking()).hasSize(1);
    }
  }

  @Test
  void read_aLineHasOtherContent_namesIt() {
    orders.consumed();
    ArchiveLine line = line();
    List<ArchiveLine> some = new ArrayList<>(orders.lines);
    some.remove(line);
    some.add(
        new ArchiveLine(
            line.shard(),
            line.position(),
            line.epoch(),
            line.arrival(),
            "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    archived(some);

    assertThat(lacking()).extracting(Lacking::stretch).containsExactly(of(line));
    assertThat(lacking().get(0).detail()).contains("with other content");
  }

  @Test
  void read_aLineThatNobodyEntered_namesIt() {
    orders.consumed();
    ArchiveLine line = line();
    long epoch = Orders.START / Orders.EPOCH + 1_000;
    orders.write(
        List.of(
            new ArchiveLine(
                line.shard(), line.position(), epoch, epoch * Orders.EPOCH, line.data())));

    try (Recorded recorded =
        read(Optional.empty(), Optional.of(Instant.ofEpochMilli((epoch + 1) * Orders.EPOCH)))) {
      assertThat(recorded.lacking())
          .contains(
              new Lacking(
                  new Stretch(line.shard(), epoch),
                  "1 records in the archive, expected 0 as in the archive's ledger"));
    }
  }

  @Test
  void read_archiveFunctionLostARecord_namesItBySpeedsLedger() {
    Order lost = orders.all.get(20);
    List<Order> some = new ArrayList<>(orders.all);
    some.remove(lost);
    orders.consume(Layer.SPEED, NOTHING, orders.all);
    archiveReads(some);

    assertThat(lacking()).extracting(Lacking::stretch).contains(stretch(lost));
    assertThat(lacking()).extracting(Lacking::detail).anyMatch(it -> it.contains("speed's ledger"));
  }

  @Test
  void read_speedLostARecord_archiveHasAll() {
    List<Order> some = new ArrayList<>(orders.all);
    some.remove(orders.all.get(20));
    orders.consume(Layer.SPEED, NOTHING, some);
    archiveReads(orders.all);

    assertThat(lacking()).isEmpty();
  }

  private void archiveReads(List<Order> some) {
    orders.consume(Layer.ARCHIVE, orders.archiving(), some);
    orders.write(orders.lines);
  }

  private Stretch stretch(Order order) {
    return new Stretch(order.shard(), orders.arrivals().getOrDefault(order, -1L) / Orders.EPOCH);
  }

  @Test
  void read_pastWhatTheArchiveFunctionHasPassed_namesEachOpenShard() {
    orders.consumed();

    try (Recorded recorded =
        read(
            Optional.empty(),
            Optional.of(Instant.ofEpochMilli((orders.cut() + 1) * Orders.EPOCH)))) {
      assertThat(recorded.lacking())
          .isNotEmpty()
          .allMatch(it -> it.detail().startsWith("the archive function has not passed it"));
    }
  }

  @Test
  void read_whatMayBeRepeatedLacks_namesItThoughItDoesNotCount() {
    orders.consumed();
    List<ArchiveLine> some = new ArrayList<>(orders.lines);
    ArchiveLine lost = line();
    some.remove(lost);
    archived(some);

    try (Recorded recorded =
        read(
            Optional.of(Instant.ofEpochMilli((lost.epoch() + 1) * Orders.EPOCH)),
            Optional.empty())) {
      assertThat(recorded.lacking()).extracting(Lacking::stretch).containsExactly(of(lost));
      assertThat(recorded.extent().counts(of(lost))).isFalse();
    }
    try (Recorded recorded =
        read(
            Optional.of(Instant.ofEpochMilli((lost.epoch() + 2) * Orders.EPOCH)),
            Optional.empty())) {
      assertThat(recorded.lacking()).as("a window later").isEmpty();
    }
  }

  @Test
  void read_tornObject_isNamedWithWhatLacksForIt() {
    orders.consumed();
    String object = ArchiveHour.folder("archive/", Orders.START) + "torn";
    orders.archive.write(object, new byte[] {1, 2, 3});

    try (Recorded recorded = read(Optional.empty(), Optional.empty())) {
      assertThat(recorded.broken()).extracting(Flaw::object).containsExactly(object);
      assertThat(recorded.lacking()).as("all that the ledger has is there").isEmpty();
    }
  }

  @Test
  void read_nothingConsumed_isEmpty() {
    try (Recorded recorded = read(Optional.empty(), Optional.empty())) {
      assertThat(recorded.extent().isEmpty()).isTrue();
    }
  }
}
