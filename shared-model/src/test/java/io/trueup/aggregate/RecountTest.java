package io.trueup.aggregate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.definition.Folders;
import io.trueup.definition.Pipeline;
import io.trueup.definition.View;
import io.trueup.event.Event;
import io.trueup.event.EventReader;
import io.trueup.event.Intake;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A cell that is recomputed in parts, which are joined in memory or as bytes, is the whole cell.
 */
class RecountTest {

  private static final Pipeline PIPELINE =
      Folders.pipeline(
          Folders.orders(
              """
              pipeline: orders
              events:
                order: { schema: order.avsc, id: id, time: at, key: item.category }
              views:
                orders:
                  from: order
                  by: []
                  every: { 5m: 7d }
                  measures:
                    orders: count()
                    grades: distinct(grade)
                    items_p50: quantile(items, 0.5)
                    top_items: top(2, items)
                    items_sum: sum(items)
              """));

  private static final View VIEW = PIPELINE.views().get(0);
  private static final List<Event> EVENTS =
      List.of(event(1, 3, "A"), event(2, 3, "B"), event(3, 70, "A"), event(4, 5, "B"));

  @Test
  void add_event_saysHowManyDifferentValuesAreNew() {
    Recount cell = new Measures(VIEW).recount();
    assertThat(EVENTS.stream().map(cell::add).toList()).containsExactly(2, 1, 1, 1);
  }

  @Test
  void add_cells_isTheCellOfAllTheirEvents() {
    Recount joined = of(0, 2);
    Recount other = of(2, 4);
    joined.add(other);
    assertIsWhole(joined);
    assertThat(other.values()).isEqualTo(of(2, 4).values());
  }

  @Test
  void add_writtenCells_isTheCellOfAllTheirEvents() throws IOException {
    Recount joined = new Measures(VIEW).recount();
    read(written(of(0, 1)), joined);
    read(written(of(1, 4)), joined);
    assertIsWhole(joined);
  }

  @Test
  void add_afterItsNumbersWereAskedFor_countsOn() throws IOException {
    Recount cell = of(0, 2);
    assertThat(cell.values()).containsEntry("items_p50", 3L);
    cell.add(of(2, 3));
    read(written(of(3, 4)), cell);
    assertIsWhole(cell);
  }

  @Test
  void add_bytesCutShort_fails() throws IOException {
    byte[] bytes = written(of(0, 4));
    Recount cell = new Measures(VIEW).recount();
    assertThatThrownBy(() -> read(Arrays.copyOf(bytes, bytes.length - 1), cell))
        .isInstanceOf(EOFException.class);
  }

  private static byte[] written(Recount cell) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    cell.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static void read(byte[] written, Recount into) throws IOException {
    into.add(new DataInputStream(new ByteArrayInputStream(written)));
  }

  private static void assertIsWhole(Recount cell) {
    Recount whole = of(0, EVENTS.size());
    assertThat(cell.values()).isEqualTo(whole.values());
    assertThat(cell.state()).isEqualTo(whole.state());
    assertThat(cell.values())
        .containsEntry("orders", 4L)
        .containsEntry("grades", 2L)
        .containsEntry("items_p50", 3L);
  }

  private static Recount of(int from, int to) {
    Recount cell = new Measures(VIEW).recount();
    EVENTS.subList(from, to).forEach(cell::add);
    return cell;
  }

  private static Event event(long at, long items, String grade) {
    byte[] data =
        "{\"id\":\"order-%d\",\"at\":%d,\"items\":%d,\"amount\":\"1\",\"grade\":\"%s\",\"points\":null}"
            .formatted(at, at, items, grade)
            .getBytes(UTF_8);
    Intake intake =
        new EventReader(PIPELINE).read(new StreamRecord(new Position("1", 0), 1, data), 1);
    assertThat(intake).isInstanceOf(Intake.Accepted.class);
    return ((Intake.Accepted) intake).event();
  }
}
