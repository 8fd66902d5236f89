package io.trueup.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;

class DistinctTest {

  /** The library would pass over the first. */
  @Test
  void value_emptyTextAndAZeroCharacter_areTwo() {
    Distinct distinct = new Distinct();
    ByteString state = distinct.empty();
    for (String text : new String[] {"", "\u0000", ""}) {
      state = distinct.add(state, text, new Origin(0, ""));
    }
    assertThat(distinct.value(state)).isEqualTo(2L);
  }
}
