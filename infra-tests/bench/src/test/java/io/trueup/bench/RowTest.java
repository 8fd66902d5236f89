package io.trueup.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowTest {

  @Test
  void of_rounds_ratiosAreOfOneRoundEach() {
    Row row =
        Row.of(
            "n", List.of(10.0, 30.0, 40.0), List.of(5.0, 60.0, 10.0), "p", "u", Row.Better.HIGHER);

    assertThat(row).isEqualTo(new Row("n", 30, 10, "p", "u", Row.Better.HIGHER, 2, 0.5, 4));
  }

  @Test
  void median_evenNumber_isBetweenTheTwoInTheMiddle() {
    assertThat(Row.median(List.of(4.0, 1.0, 3.0, 100.0))).isEqualTo(3.5);
  }

  @Test
  void json_always_hasTheNamesThatReadersKnow() {
    Row row = new Row("n", 30, 10, "p", "u", Row.Better.LOWER, 2, 0.5, 4);

    assertThat(row.json().toString())
        .isEqualTo(
            "{\"name\":\"n\",\"ours\":30.0,\"peer\":10.0,\"peer_name\":\"p\",\"unit\":\"u\","
                + "\"better\":\"lower\",\"ratio\":2.0,\"low\":0.5,\"high\":4.0}");
  }
}
