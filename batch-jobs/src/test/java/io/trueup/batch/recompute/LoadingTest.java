package io.trueup.batch.recompute;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.event.Event;
import io.trueup.event.Intake;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import io.trueup.port.ForwardingTable;
import io.trueup.port.Item;
import io.trueup.port.MemoryTable;
import io.trueup.port.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LoadingTest {

  private static final long ARRIVAL = 1_732_450_000_000L;

  private final Definition definition = Sales.definition();
  private final MemoryTable table = new MemoryTable();
  private final List<Integer> asked = new ArrayList<>();
  private final List<List<Item>> written = new ArrayList<>();

  @Test
  void load_atAPace_asksBeforeEachWriteForNoMoreThanASecondsUnits() {
    Loading.Loaded loaded = load(new Pace(7, asked::add));

    assertThat(written).extracting(LoadingTest::units).isEqualTo(asked);
    assertThat(written)
        .hasSizeGreaterThan(10)
        .anyMatch(items -> items.size() > 1)
        .allMatch(items -> units(items) <= 7 || items.size() == 1);
    assertThat(loaded.units()).isEqualTo(units(table.all()));
  }

  @Test
  void load_paceUnderAnItem_writesItAlone() {
    load(new Pace(0.5, asked::add));

    assertThat(written).allMatch(items -> items.size() == 1).hasSameSizeAs(table.all());
    assertThat(asked).hasSameSizeAs(written);
  }

  @Test
  void load_withoutABound_writesInFullCalls() {
    load(Budget.NONE.share(3));

    assertThat(written).hasSize((table.all().size() + 49) / 50);
  }

  @Test
  void share_ofTheTasksThatRunAtOnce_togetherTheBudget() {
    Budget budget = new Budget(10);

    assertThat(budget.tasks(9, 4)).isEqualTo(4);
    assertThat(budget.tasks(3, 4)).isEqualTo(3);
    assertThat(budget.share(4).atOnce()).isEqualTo(2.5);
    assertThat(Budget.NONE.tasks(9, 4)).isEqualTo(9);
  }

  private Loading.Loaded load(Pace pace) {
    ForwardingTable segment =
        new ForwardingTable(table) {
          @Override
          public void writeAll(List<Item> items) {
            written.add(List.copyOf(items));
            super.writeAll(items);
          }
        };
    return Writing.load(groups().iterator(), segment, definition, Workers.inOrder(), pace);
  }

  private static int units(List<Item> items) {
    return items.stream().mapToInt(Item::units).sum();
  }

  private Stream<Group> groups() {
    Random random = new Random(11);
    Cells cells = new Cells(definition, Era.FRESH);
    for (int i = 0; i < 300; i++) {
      cells.add(event(Sale.random("id-" + i, random)));
    }
    return cells.drain().stream().map(part -> new Group(part.key(), List.of(part.bytes())));
  }

  private Event event(Sale sale) {
    StreamRecord record = new StreamRecord(new Position("1", 0), ARRIVAL, sale.data());
    return ((Intake.Accepted) definition.events().read(record, ARRIVAL)).event();
  }
}
