package io.trueup.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.consume.Effect;
import io.trueup.port.Objects;
import io.trueup.port.Zip;
import io.trueup.store.ArchiveHour;
import io.trueup.store.ArchiveLine;
import io.trueup.store.Flaw;
import io.trueup.store.Layer;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the archive of a recorded history has not wholly, is named, and nothing else is. */
class LackingTest {

  private static final Effect NOTHING = (shard, taken) -> {};

  private Orders orders = Orders.of(7);
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
    Stretch empty =
        LongStream.range(line.epoch(), orders.cut())
            .mapToObj(epoch -> new Stretch(line.shard(), epoch))
            .filter(it -> orders.lines.stream().noneMatch(each -> of(each).equals(it)))
            .findFirst()
            .orElseThrow();
    List<ArchiveLine> more = new ArrayList<>(orders.lines);
    more.add(
        new ArchiveLine(
            empty.shard(),
            line.position(),
            empty.epoch(),
            empty.epoch() * Orders.EPOCH,
            line.data()));
    archived(more);

    assertThat(lacking())
        .containsExactly(
            new Lacking(empty, "1 records in the archive, expected 0 as in the archive's ledger"));
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
  void read_speedLostARecord_saysThatTheArchiveAloneVouches() {
    Order lost = orders.all.get(20);
    List<Order> some = new ArrayList<>(orders.all);
    some.remove(lost);
    orders.consume(Layer.SPEED, NOTHING, some);
    archiveReads(orders.all);

    try (Recorded recorded = read(Optional.empty(), Optional.empty())) {
      assertThat(recorded.lacking()).isEmpty();
      assertThat(recorded.unchecked())
          .extracting(Unchecked::stretch)
          .containsExactly(stretch(lost));
      assertThat(recorded.unchecked().get(0).detail()).contains("speed's ledger has");
    }
  }

  @Test
  void read_bothHaveAll_isCheckedInAll() {
    orders.consumed();

    try (Recorded recorded = read(Optional.empty(), Optional.empty())) {
      assertThat(recorded.unchecked()).isEmpty();
    }
  }

  @Test
  void read_speedIsBehind_saysWhatIsNotCheckedYet() {
    List<Order> first = orders.all.subList(0, 60);
    orders.consume(Layer.SPEED, NOTHING, first);
    archiveReads(orders.all);

    try (Recorded recorded = read(Optional.empty(), Optional.empty())) {
      assertThat(recorded.lacking()).isEmpty();
      for (ArchiveLine line : orders.lines) {
        boolean isSeen = first.stream().anyMatch(it -> it.position().equals(line.position()));
        assertThat(recorded.unchecked())
            .as("epoch %d of %s", line.epoch(), line.shard())
            .matches(
                all ->
                    isSeen
                        || line.epoch() >= recorded.extent().to()
                        || all.stream().anyMatch(it -> covers(it.stretch(), line)));
      }
      assertThat(recorded.unchecked())
          .isNotEmpty()
          .allMatch(it -> it.stretch().epoch() < recorded.extent().to());
    }
  }

  private static boolean covers(Stretch from, ArchiveLine line) {
    return from.shard().equals(line.shard()) && from.epoch() <= line.epoch();
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
      assertThat(recorded.lacking()).extracting(it -> it.stretch().shard()).doesNotHaveDuplicates();
      assertThat(recorded.unchecked()).isEmpty();
    }
    assertThat(waited).as("what nobody knows to come is not waited for").isEmpty();
  }

  @Test
  void read_aLineOfLateLacks_listsFromItsHourOnAgain() {
    orders = Orders.overHours(5);
    orders.consumed();
    ArchiveLine lost =
        orders.lines.stream()
            .filter(it -> it.epoch() < orders.cut())
            .max(Comparator.comparingLong(ArchiveLine::epoch))
            .orElseThrow();
    List<ArchiveLine> some = new ArrayList<>(orders.lines);
    some.remove(lost);
    archived(some);
    List<String> listed = new ArrayList<>();
    Objects listing =
        new Objects() {
          @Override
          public List<String> list(String prefix, String after) {
            listed.add(after);
            return orders.archive.list(prefix, after);
          }

          @Override
          public InputStream read(String key) {
            return orders.archive.read(key);
          }

          @Override
          public void write(String key, byte[] content) {
            orders.archive.write(key, content);
          }
        };
    Recording recording =
        new Recording(
            orders.control,
            listing,
            Orders.EPOCHS,
            Clock.fixed(Instant.ofEpochMilli(Orders.START), ZoneOffset.UTC),
            what -> listed.size() < 3,
            any -> {});

    try (Recorded recorded =
        recording.read(Optional.empty(), Optional.empty(), List.of(Orders.DEPLOYED))) {
      assertThat(recorded.lacking()).extracting(Lacking::stretch).containsExactly(of(lost));
    }
    String since = ArchiveHour.folder("archive/", lost.epoch() * Orders.EPOCH - 3_600_000L);
    assertThat(listed.get(0)).isLessThan(since);
    assertThat(listed).hasSizeGreaterThan(2).endsWith(since);
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
