package io.trueup.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.aggregate.Measures;
import io.trueup.aggregate.Recomputed;
import io.trueup.aggregate.Recount;
import io.trueup.definition.Folders;
import io.trueup.definition.Pipeline;
import io.trueup.definition.View;
import io.trueup.event.EventReader;
import io.trueup.event.Intake;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A cell of a segment: a state, and the exact numbers of what is sketched in it. */
class RecomputedFormatTest {

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
                    points_p50: quantile(points, 0.5)
                    amount_p95: quantile(amount, 0.95)
                    top_items: top(2, items)
                    last_ref: last(grade)
              """));

  private final View view = PIPELINE.views().get(0);
  private final Measures measures = new Measures(view);

  @Test
  void recomputed_goldenFile_writtenAndRead() {
    Golden golden = new Golden("recomputed.v1.txt");
    Recount some = measures.recount();
    some.add(event(1, "\"items\":3,\"amount\":\"1.50\",\"grade\":\"A\",\"points\":null"));
    some.add(event(2, "\"items\":3,\"amount\":\"-2.25\",\"grade\":\"B\",\"points\":null"));
    some.add(event(3, "\"items\":70,\"amount\":\"7\",\"grade\":\"A\",\"points\":null"));
    golden.assertWrites("empty %s\nsome %s\n".formatted(hex(measures.recount()), hex(some)));

    List<String> stored = golden.text().lines().toList();
    assertReads(stored.get(0).substring("empty ".length()), measures.recount());
    assertReads(stored.get(1).substring("some ".length()), some);
  }

  private String hex(Recount cell) {
    return HexFormat.of().formatHex(measures.encode(cell));
  }

  private void assertReads(String hex, Recount cell) {
    Recomputed read = measures.decodeRecomputed(HexFormat.of().parseHex(hex));
    assertThat(read.values()).isEqualTo(cell.values());
    assertThat(read.state()).isEqualTo(cell.state());
  }

  private static io.trueup.event.Event event(long at, String members) {
    byte[] data = "{\"id\":\"order-%d\",\"at\":%d,%s}".formatted(at, at, members).getBytes(UTF_8);
    Intake intake =
        new EventReader(PIPELINE).read(new StreamRecord(new Position("1", 0), 1, data), 1);
    assertThat(intake).isInstanceOf(Intake.Accepted.class);
    return ((Intake.Accepted) intake).event();
  }
}
