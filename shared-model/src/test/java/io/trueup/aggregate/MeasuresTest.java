package io.trueup.aggregate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.definition.Folders;
import io.trueup.definition.Pipeline;
import io.trueup.event.Event;
import io.trueup.event.EventReader;
import io.trueup.event.Intake;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MeasuresTest {

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
                  by: [grade]
                  every: { 5m: 7d }
                  measures:
                    orders: count()
                    amount_sum: sum(amount)
                    points_mean: mean(points)
                    weight_min: min(weight)
                    seen_max: max(seen)
              """));

  private final Measures measures = new Measures(PIPELINE.views().get(0));
  private final State first =
      measures.add(measures.empty(), event("\"points\":3,\"weight\":0.5,\"seen\":1000000"));
  private final State both = measures.add(first, event("\"points\":null"));

  @Test
  void values_noEvents_nullsAndZero() {
    assertThat(measures.values(measures.empty()))
        .containsOnlyKeys("orders", "amount_sum", "points_mean", "weight_min", "seen_max")
        .containsEntry("orders", 0L)
        .containsEntry("amount_sum", null);
  }

  @Test
  void differing_oneEventMore_theMeasuresThatItChanged() {
    assertThat(measures.differing(first, both)).containsExactly(0, 1);
    assertThat(measures.differing(both, both)).isEmpty();
    assertThat(measures.differing(measures.empty(), first)).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void values_events_byNameInOrder() {
    assertThat(measures.values(both).keySet())
        .containsExactly("orders", "amount_sum", "points_mean", "weight_min", "seen_max");
    assertThat(measures.values(both).values())
        .containsExactly(2L, new BigDecimal("3.00"), 3.0, 0.5, Instant.ofEpochSecond(1));
  }

  @Test
  void merge_states_eachPartByItsOwn() {
    State second = measures.add(measures.empty(), event("\"points\":null"));
    assertThat(measures.merge(first, second)).isEqualTo(both);
    assertThat(measures.merge(second, first)).isEqualTo(both);
    assertThat(measures.merge(both, measures.empty())).isEqualTo(both);
  }

  @Test
  void decode_encoded_isTheState() {
    assertThat(measures.decode(measures.encode(both))).isEqualTo(both);
    assertThat(measures.decode(measures.encode(measures.empty()))).isEqualTo(measures.empty());
  }

  @Test
  void decode_bytesLackOrAreLeftOver_fails() {
    byte[] bytes = measures.encode(both);
    for (int length = 0; length < bytes.length + 2; length++) {
      byte[] other = Arrays.copyOf(bytes, length);
      if (length != bytes.length) {
        assertThatThrownBy(() -> measures.decode(other))
            .as("%d bytes", length)
            .hasMessageStartingWith("decode a state of %d bytes, expected".formatted(length));
      }
    }
  }

  private static Event event(String members) {
    byte[] data =
        "{\"id\":\"a\",\"at\":1,\"items\":2,\"amount\":\"1.5\",%s}"
            .formatted(members)
            .getBytes(UTF_8);
    Intake intake =
        new EventReader(PIPELINE).read(new StreamRecord(new Position("1", 0), 1, data), 1);
    assertThat(intake).isInstanceOf(Intake.Accepted.class);
    return ((Intake.Accepted) intake).event();
  }
}
