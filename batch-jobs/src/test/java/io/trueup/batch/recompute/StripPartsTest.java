package io.trueup.batch.recompute;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.aggregate.Measures;
import io.trueup.aggregate.Recount;
import io.trueup.definition.View;
import io.trueup.event.Event;
import io.trueup.event.Intake;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import io.trueup.store.CellKey;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was served of a bucket beside what its records come to. */
class StripPartsTest {

  private static final int ALL = 2;
  private static final long BUCKET = 0;

  /** So many different values that a sketch is off, and would not see one more. */
  private static final int PLACES = 20_000;

  private final Definition sales = Sales.definition();
  private final View view = sales.pipeline().views().get(ALL);
  private final Measures measures = sales.measures().get(ALL);

  @Test
  void corrections_aSegmentAloneHadTheBucket_areOfExactNumbers() {
    StripParts parts = StripParts.of(List.of(), measures);
    parts.addServed(BUCKET, measures.encode(sales(0, PLACES)));
    parts.recounted(Era.AGAIN, BUCKET).add(sales(0, PLACES + 1));

    assertThat(corrections(parts, "places"))
        .singleElement()
        .satisfies(
            places -> {
              assertThat(places.served()).hasToString("" + PLACES);
              assertThat(places.exact()).hasToString("" + (PLACES + 1));
            });
  }

  @Test
  void corrections_theSameRecords_areNone() {
    StripParts parts = StripParts.of(List.of(), measures);
    parts.addServed(BUCKET, measures.encode(sales(0, PLACES)));
    parts.recounted(Era.AGAIN, BUCKET).add(sales(0, PLACES));

    assertThat(parts.corrections(new StripKey(ALL, 0, 0, CellKey.of(List.of())), view).differing())
        .isZero();
  }

  @Test
  void corrections_severalSegmentsHadTheBucket_areOfEstimates() {
    StripParts parts = StripParts.of(List.of(), measures);
    parts.addServed(BUCKET, measures.encode(sales(0, PLACES / 2)));
    parts.addServed(BUCKET, measures.encode(sales(PLACES / 2, PLACES)));
    parts.recounted(Era.AGAIN, BUCKET).add(sales(0, PLACES / 2));

    assertThat(corrections(parts, "places"))
        .singleElement()
        .satisfies(
            places -> {
              assertThat(Double.parseDouble(String.valueOf(places.served())))
                  .isNotEqualTo(PLACES)
                  .isBetween(0.9 * PLACES, 1.1 * PLACES);
              assertThat(places.exact()).hasToString("" + PLACES / 2);
            });
  }

  private List<Correction> corrections(StripParts parts, String measure) {
    return parts.corrections(new StripKey(ALL, 0, 0, CellKey.of(List.of())), view).worst().stream()
        .filter(each -> each.measure().equals(measure))
        .toList();
  }

  /** A cell with a sale at each of some places. */
  private Recount sales(int from, int to) {
    Recount cell = measures.recount();
    for (int place = from; place < to; place++) {
      cell.add(sale(place));
    }
    return cell;
  }

  private Event sale(int place) {
    byte[] data = new Sale("id-" + place, BUCKET, "place-" + place, true, 1, null).data();
    StreamRecord record = new StreamRecord(new Position("1", place), BUCKET, data);
    return ((Intake.Accepted) sales.events().read(record, BUCKET)).event();
  }
}
