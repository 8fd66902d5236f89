package io.trueup.port;

import static io.trueup.port.TableItems.item;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every table makes of the conditions of writes. */
@SuppressWarnings("NullAway.Init")
public abstract class ConditionContract {

  private static final Condition ABSENT = new Condition.Absent();
  private static final Key KEY = new Key("p", "s");
  private static final Outcome WRITTEN = new Outcome.Written();

  private Table table;

  /** A new, empty table. */
  protected abstract Table open();

  @BeforeEach
  void openTable() {
    table = open();
  }

  @Test
  void write_absentAndNothingStored_written() {
    assertThat(table.write(item(KEY, "1"), ABSENT)).isEqualTo(WRITTEN);
    assertThat(table.read(KEY)).contains(item(KEY, "1"));
  }

  @Test
  void write_absentButStored_refusedWithTheStored() {
    table.write(item(KEY, "1"), ABSENT);
    assertThat(table.write(item(KEY, "2"), ABSENT)).isEqualTo(refused(item(KEY, "1")));
    assertThat(table.read(KEY)).contains(item(KEY, "1"));
  }

  @Test
  void write_equal_writtenOnceOnly() {
    table.write(item(KEY, "1"), ABSENT);
    assertThat(table.write(item(KEY, "2"), equal("v", "1"))).isEqualTo(WRITTEN);
    assertThat(table.write(item(KEY, "3"), equal("v", "1"))).isEqualTo(refused(item(KEY, "2")));
    assertThat(table.read(KEY)).contains(item(KEY, "2"));
  }

  @Test
  void write_equalButNothingStored_refusedWithNothing() {
    assertThat(table.write(item(KEY, "2"), equal("v", "1")))
        .isEqualTo(new Outcome.Refused(Optional.empty()));
    assertThat(table.read(KEY)).isEmpty();
  }

  @Test
  void write_equalButNoSuchAttribute_refused() {
    table.write(item(KEY, "1"), ABSENT);
    assertThat(table.write(item(KEY, "2"), equal("w", "1"))).isEqualTo(refused(item(KEY, "1")));
  }

  @Test
  void write_equalOfEachKind_comparesKindAndValue() {
    byte[] bytes = {0, -1};
    List<Value> values =
        List.of(
            new Value.Text("7"),
            new Value.Text(""),
            new Value.Whole(7),
            new Value.Bytes(bytes),
            new Value.Bytes(new byte[0]));
    for (Value stored : values) {
      table.write(Item.of(KEY, Map.of("name", stored)), ABSENT);
      for (Value expected : values) {
        Outcome outcome =
            table.write(
                Item.of(KEY, Map.of("name", stored)), new Condition.Equal("name", expected));
        assertThat(outcome instanceof Outcome.Written).isEqualTo(expected == stored);
      }
      Value copy = stored instanceof Value.Bytes b ? new Value.Bytes(b.bytes().clone()) : stored;
      assertThat(table.remove(KEY, new Condition.Equal("name", copy))).isEqualTo(WRITTEN);
    }
  }

  @Test
  void write_equalToAWordOfTheTableItself_takenAsAName() {
    Item item = Item.of(KEY, Map.of("size", new Value.Whole(1), "a-b.c", new Value.Text("x")));
    table.write(item, ABSENT);
    assertThat(table.write(item, new Condition.Equal("size", new Value.Whole(1))))
        .isEqualTo(WRITTEN);
    assertThat(table.write(item, equal("a-b.c", "x"))).isEqualTo(WRITTEN);
  }

  @Test
  void remove_equal_removed() {
    table.write(item(KEY, "1"), ABSENT);
    assertThat(table.remove(KEY, equal("v", "2"))).isEqualTo(refused(item(KEY, "1")));
    assertThat(table.remove(KEY, equal("v", "1"))).isEqualTo(WRITTEN);
    assertThat(table.read(KEY)).isEmpty();
    assertThat(table.remove(KEY, equal("v", "1"))).isEqualTo(new Outcome.Refused(Optional.empty()));
  }

  @Test
  void remove_absent_changesNothing() {
    assertThat(table.remove(KEY, ABSENT)).isEqualTo(WRITTEN);
    table.write(item(KEY, "1"), ABSENT);
    assertThat(table.remove(KEY, ABSENT)).isEqualTo(refused(item(KEY, "1")));
    assertThat(table.read(KEY)).isPresent();
  }

  @Test
  void write_manyWritersCountUp_noStepLost() throws Exception {
    long writers = 4;
    int steps = 25;
    table.write(count(0), ABSENT);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> done =
          java.util.stream.Stream.generate(() -> threads.submit(() -> countUp(steps)))
              .limit(writers)
              .<Future<?>>map(each -> each)
              .toList();
      for (Future<?> each : done) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(table.read(KEY)).contains(count(writers * steps));
  }

  private void countUp(int steps) {
    long known = 0;
    for (int done = 0; done < steps; ) {
      Outcome outcome =
          table.write(count(known + 1), new Condition.Equal("n", new Value.Whole(known)));
      if (outcome instanceof Outcome.Refused refused) {
        known = refused.stored().orElseThrow().number("n");
      } else {
        done++;
        known++;
      }
    }
  }

  private static Item count(long number) {
    return Item.of(KEY, Map.of("n", new Value.Whole(number)));
  }

  private static Condition equal(String attribute, String text) {
    return new Condition.Equal(attribute, new Value.Text(text));
  }

  private static Outcome refused(Item stored) {
    return new Outcome.Refused(Optional.of(stored));
  }
}
