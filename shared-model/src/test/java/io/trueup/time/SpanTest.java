package io.trueup.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpanTest {

  private static final long LARGEST = 36_500L * 24 * 60 * 60 * 1_000;

  @ParameterizedTest
  @CsvSource({
    "1ms, 1",
    "999ms, 999",
    "1s, 1000",
    "59s, 59000",
    "1m, 60000",
    "5m, 300000",
    "1h, 3600000",
    "1d, 86400000",
    "36500d, 3153600000000"
  })
  void parse_shortestForm_isTheSpanAndPrintsSo(String text, long millis) {
    assertThat(Span.parse(text)).isEqualTo(new Span(millis)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({"1000ms, 1s", "60s, 1m", "1440m, 1d", "90m, 90m", "61000ms, 61s"})
  void toString_parsedLongForm_isTheShortest(String text, String shortest) {
    assertThat(Span.parse(text)).hasToString(shortest);
  }

  @Property
  void parse_printedSpan_isEqual(@ForAll @LongRange(min = 1, max = LARGEST) long millis) {
    assertThat(Span.parse(new Span(millis).toString())).isEqualTo(new Span(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "m", "0s", "-1s", "05m", "5 m", "5M", "5w", "1.5h"})
  void parse_noSpan_saysWhatIsExpected(String text) {
    assertThatThrownBy(() -> Span.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("span '%s', expected a whole number and a unit of ms, s, m, h or d", text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"36501d", "3153600000001ms", "999999999999999d"})
  void parse_tooLong_saysHowLongItMayBe(String text) {
    assertThatThrownBy(() -> Span.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("span '%s', expected 1ms to 36500d", text);
  }

  @Test
  void new_outOfBounds_isRefused() {
    assertThat(new Span(LARGEST)).hasToString("36500d");
    assertThatThrownBy(() -> new Span(0)).hasMessage("span of 0 ms, expected 1 ms to 36500d");
    assertThatThrownBy(() -> new Span(LARGEST + 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void compareTo_longerAndShorter_isByLength() {
    assertThat(Span.parse("90s")).isGreaterThan(Span.parse("1m")).isLessThan(Span.parse("2m"));
    assertThat(Span.parse("60s")).isEqualByComparingTo(Span.parse("1m"));
  }
}
