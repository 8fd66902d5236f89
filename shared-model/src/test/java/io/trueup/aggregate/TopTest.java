package io.trueup.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.trueup.definition.Kind;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopTest {

  /** Of equally frequent values the sketch may keep none; it still knows that it has seen them. */
  @Test
  void merge_moreEquallyFrequentValuesThanItKeeps_boundsHoldInAnyGrouping() {
    Top top = new Top(Kind.LONG, 5);
    ByteString bare = state(top, LongStream.range(0, 193).boxed().toList());
    ByteString seven = state(top, List.of(7L, 7L));
    assertThat(bounds(top, top.merge(bare, seven))).isEqualTo("7: 2 to 3");
    assertThat(bounds(top, top.merge(seven, bare))).isEqualTo("7: 2 to 3");
    assertThat(bounds(top, top.merge(top.merge(bare, bare), seven))).isEqualTo("7: 2 to 4");
    assertThat(top.merge(top.empty(), bare))
        .isEqualTo(bare)
        .isEqualTo(top.merge(bare, top.empty()));
  }

  /** Of the page of formats: a sketch, and so many texts with their counts. */
  @ParameterizedTest
  @CsvSource({"1, 51488", "32, 51488", "33, 102944", "64, 102944", "65, 205856", "100, 205856"})
  void largest_limit_isThatOfTheFormat(int limit, int sketch) {
    assertThat(new Top(Kind.LONG, limit).largest())
        .isEqualTo(3 + sketch + 2 + limit * (2 + 256 + 10));
  }

  private static String bounds(Top top, ByteString state) {
    Frequent first = (Frequent) ((List<?>) top.value(state)).get(0);
    return "%s: %d to %d".formatted(first.value(), first.low(), first.high());
  }

  private static ByteString state(Top top, List<Long> values) {
    ByteString state = top.empty();
    for (Long value : values) {
      state = top.add(state, value, new Origin(0, ""));
    }
    return state;
  }
}
