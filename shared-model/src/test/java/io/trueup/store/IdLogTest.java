package io.trueup.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.event.Position;
import io.trueup.port.Item;
import io.trueup.port.MemoryTable;
import io.trueup.port.Value;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class IdLogTest {

  private static final long START = 1_732_420_003_500L;

  private final MemoryTable hot = new MemoryTable();
  private final IdLog log = new IdLog(hot, "shard@1", new Epochs(Span.parse("5s")), 60_000);

  @Property(tries = 200)
  void write_anyIds_readAgain(@ForAll long seed, @ForAll @IntRange(max = 2_500) int count) {
    MemoryTable table = new MemoryTable();
    IdLog one = new IdLog(table, "shard@1", new Epochs(Span.parse("5s")), 0);
    List<LoggedId> ids = ids(new Random(seed), count);
    one.write(ids);
    assertThat(one.ids(0, Optional.empty())).isEqualTo(ids);
    assertThat(table.all()).hasSize((count + 999) / 1_000);
  }

  @Property(tries = 200)
  void ids_behindAnyPlace_allBehindItInWhateverGroups(@ForAll long seed) {
    Random random = new Random(seed);
    List<LoggedId> ids = ids(random, 60);
    IdLog one = new IdLog(new MemoryTable(), "shard@1", new Epochs(Span.parse("5s")), 0);
    for (int from = 0; from < 60; from = Math.max(from + 1, from + 1 + random.nextInt(9) - 4)) {
      one.write(ids.subList(from, Math.min(60, from + 10)));
    }
    int at = random.nextInt(60);
    IdLog.Place place =
        new IdLog.Place(one.epochs().of(ids.get(at).arrival()), ids.get(at).position());
    assertThat(one.ids(0, Optional.of(place)))
        .containsAll(ids.subList(at + 1, 60))
        .allSatisfy(id -> assertThat(ids).contains(id));
  }

  @Test
  void write_sameRecordsAgain_sameItem() {
    List<LoggedId> ids = ids(new Random(1), 20);
    log.write(ids);
    List<Item> before = hot.all();
    log.write(ids);
    assertThat(hot.all()).usingRecursiveComparison().isEqualTo(before);
    assertThat(before).singleElement().satisfies(item -> assertThat(item.expires()).isPresent());
  }

  @Test
  void write_nothing_noItem() {
    log.write(List.of());
    assertThat(hot.all()).isEmpty();
  }

  /** The longest sequence numbers that two of fit into a key. */
  @Test
  void write_longestSequenceNumbers_fitsIntoItems() {
    BigInteger sequence = BigInteger.TEN.pow(488);
    List<LoggedId> ids = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      sequence = sequence.add(BigInteger.TEN.pow(485));
      ids.add(new LoggedId(new Position(sequence, 9_999_999_999L), Long.MAX_VALUE / 2, i));
    }
    IdLog wide = new IdLog(hot, "shard@1", new Epochs(Span.parse("365d")), 0);
    wide.write(ids);
    assertThat(wide.ids(0, Optional.empty())).isEqualTo(ids);
  }

  @Test
  void ids_ofNewerVersionOrBroken_refusedByName() {
    log.write(ids(new Random(3), 5));
    Item item = hot.all().get(0);
    byte[] bytes = item.bytes("entries");
    for (byte[] broken :
        List.of(Arrays.copyOf(bytes, bytes.length - 1), Arrays.copyOf(bytes, bytes.length + 2))) {
      hot.writeAll(List.of(with(item, "entries", new Value.Bytes(broken))));
      assertThatThrownBy(() -> log.ids(0, Optional.empty()).toList())
          .hasMessageStartingWith("logged ids of %d bytes, broken after".formatted(broken.length));
    }
    hot.writeAll(List.of(with(item, "v", new Value.Whole(2))));
    assertThatThrownBy(() -> log.ids(0, Optional.empty()).toList())
        .hasMessageContaining("format version 2");
  }

  @Test
  void hash_otherShardTypeOrId_differs() {
    IdHash hash = new IdHash("shard@1");
    assertThat(hash.of("sale", "a"))
        .isEqualTo(new IdHash("shard@1").of("sale", "a"))
        .isNotEqualTo(new IdHash("shard@2").of("sale", "a"))
        .isNotEqualTo(hash.of("sal", "ea"))
        .isNotEqualTo(hash.of("sale", "b"));
  }

  private static Item with(Item item, String name, Value value) {
    Map<String, Value> attributes = new java.util.HashMap<>(item.attributes());
    attributes.put(name, value);
    return new Item(item.key(), attributes, item.expires());
  }

  private static List<LoggedId> ids(Random random, int count) {
    List<LoggedId> ids = new ArrayList<>();
    BigInteger sequence = new BigInteger(180, random);
    long index = 0;
    long arrival = START;
    for (int i = 0; i < count; i++) {
      boolean aggregated = random.nextInt(3) == 0;
      index = aggregated ? index + 1 + random.nextInt(300) : 0;
      sequence =
          aggregated ? sequence : sequence.add(new BigInteger(90, random)).add(BigInteger.ONE);
      arrival += random.nextInt(2_000);
      ids.add(new LoggedId(new Position(sequence, index), arrival, random.nextLong()));
    }
    return ids;
  }
}
