package io.trueup.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.port.Item;
import io.trueup.port.KeyOrder;
import io.trueup.port.MemoryTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DirectoryTest {

  private final MemoryTable table = new MemoryTable();

  @Test
  void since_manyEntries_keysUpToTheMostAndElseNone() {
    CellKey key = CellKey.of(List.of("a"));
    for (long epoch = 1; epoch <= 4; epoch++) {
      table.writeAll(List.of(Directory.hot("f", "v", epoch, key, 9)));
    }
    int spread = Directory.spreadOf(key);
    assertThat(Directory.since(2, table, "f", "v", spread, 3)).contains(List.of(key, key, key));
    assertThat(Directory.since(1, table, "f", "v", spread, 3)).isEmpty();
  }

  @Test
  void hot_keysOfAnEpoch_bySpreadInStoredOrder() {
    List<CellKey> keys = keys(100);
    keys.forEach(key -> write(Directory.hot("f", "v", 7, key, 1)));
    keys.subList(0, 50).forEach(key -> write(Directory.hot("f", "v", 9, key, 1)));

    List<CellKey> found = new ArrayList<>();
    for (int spread = 0; spread < Directory.SPREADS; spread++) {
      List<CellKey> some = Directory.hot(table, "f", "v", spread, 7, "").toList();
      assertThat(some).isSortedAccordingTo(byStored());
      found.addAll(some);
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  void segment_keysFromOne_thatAndTheRest() {
    List<CellKey> keys = keys(100);
    keys.forEach(key -> write(Directory.segment("f", "v", key)));
    for (int spread = 0; spread < Directory.SPREADS; spread++) {
      List<CellKey> all = Directory.segment(table, "f", "v", spread, "").toList();
      for (int i = 0; i < all.size(); i++) {
        assertThat(Directory.segment(table, "f", "v", spread, all.get(i).stored()))
            .isEqualTo(all.subList(i, all.size()));
      }
    }
  }

  @Test
  void hot_keysFromOne_thatAndTheRestOfThatEpoch() {
    List<CellKey> keys = keys(100);
    keys.forEach(key -> write(Directory.hot("f", "v", 7, key, 1)));
    keys.forEach(key -> write(Directory.hot("f", "v", 8, key, 1)));
    for (int spread = 0; spread < Directory.SPREADS; spread++) {
      List<CellKey> all = Directory.hot(table, "f", "v", spread, 7, "").toList();
      for (int i = 0; i < all.size(); i++) {
        assertThat(Directory.hot(table, "f", "v", spread, 7, all.get(i).stored()))
            .isEqualTo(all.subList(i, all.size()));
      }
    }
  }

  @Test
  void epochs_fromACutOn_eachOnce() {
    CellKey key = CellKey.of(List.of("ATL"));
    int spread = key.spread(Directory.SPREADS);
    for (long epoch : new long[] {3, 4, 10, 100}) {
      write(Directory.hot("f", "v", epoch, key, 1));
    }
    write(Directory.hot("f", "other", 50, key, 1));
    assertThat(Directory.epochs(table, "f", "v", spread, 0)).containsExactly(3L, 4L, 10L, 100L);
    assertThat(Directory.epochs(table, "f", "v", spread, 4)).containsExactly(4L, 10L, 100L);
    assertThat(Directory.epochs(table, "f", "v", spread, 101)).isEmpty();
    assertThat(Directory.epochs(table, "f", "v", (spread + 1) % 16, 0)).isEmpty();
  }

  @Test
  void between_epochs_thoseKeysAlone() {
    CellKey key = CellKey.of(List.of("ATL"));
    int spread = key.spread(Directory.SPREADS);
    for (long epoch : new long[] {3, 4, 10, 100}) {
      write(Directory.hot("f", "v", epoch, key, 1));
    }
    assertThat(Directory.between(4, 100, table, "f", "v", spread))
        .containsExactly(new Directory.Listed(4, key), new Directory.Listed(10, key));
    assertThat(Directory.between(5, 10, table, "f", "v", spread)).isEmpty();
  }

  @Test
  void hot_keyOverTheBound_whole() {
    CellKey key = CellKey.of(List.of("x".repeat(5_000)));
    write(Directory.hot("f", "v", 7, key, 1));
    assertThat(Directory.hot(table, "f", "v", key.spread(Directory.SPREADS), 7, ""))
        .containsExactly(key);
  }

  private void write(Item item) {
    table.writeAll(List.of(item));
  }

  private static Comparator<CellKey> byStored() {
    return Comparator.comparing(CellKey::stored, KeyOrder.BY_BYTES);
  }

  private static List<CellKey> keys(int count) {
    return IntStream.range(0, count).mapToObj(i -> CellKey.of(List.of("~}|é😀" + i))).toList();
  }
}
