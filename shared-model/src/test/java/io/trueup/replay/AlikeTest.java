package io.trueup.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.aggregate.Bounds;
import io.trueup.aggregate.Frequent;
import io.trueup.merge.Row;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlikeTest {

  private static Row row(@Nullable Object value, Map<String, Bounds> bounds) {
    return new Row(0, Row.Standing.LIVE, Collections.singletonMap("m", value), bounds);
  }

  private static boolean are(@Nullable Object one, @Nullable Object other) {
    return Alike.are(row(one, Map.of()), row(other, Map.of()), "m");
  }

  private static boolean are(Row one, Row other) {
    assertThat(Alike.are(other, one, "m")).isEqualTo(Alike.are(one, other, "m"));
    return Alike.are(one, other, "m");
  }

  private static Row bounded(Object value, Object low, Object high) {
    return row(value, Map.of("m", new Bounds(low, high)));
  }

  private static Frequent times(Object value, long low, long high) {
    return new Frequent(value, high, low, high);
  }

  @Test
  void are_oneNumberInTwoTypesOrScales_sayTheSame() {
    assertThat(are(new BigDecimal("5"), new BigDecimal("5.00"))).isTrue();
    assertThat(are(5L, new BigDecimal("5"))).isTrue();
    assertThat(are(0.0, -0.0)).isTrue();
    assertThat(are(5L, 5.0)).isTrue();
  }

  @Test
  void are_whatDiffers_isNotTheSame() {
    assertThat(are(5L, 6L)).isFalse();
    assertThat(are(new BigDecimal("5.00"), new BigDecimal("5.01"))).isFalse();
    assertThat(are(5L, null)).isFalse();
    assertThat(are("a", "b")).isFalse();
    assertThat(are("5", 5L)).isFalse();
  }

  @Test
  void are_boundsWithANumberInCommon_sayTheSame() {
    assertThat(are(bounded(100L, 95L, 105L), bounded(108L, 105L, 111L))).isTrue();
    assertThat(are(bounded(100L, 95L, 105L), bounded(109L, 106L, 112L))).isFalse();
    assertThat(are(bounded(100L, 95L, 105L), row(105L, Map.of()))).isTrue();
    assertThat(are(bounded(100L, 95L, 105L), row(106L, Map.of()))).isFalse();
  }

  @Test
  void are_exactTops_byValueAndCount() {
    List<Frequent> one = List.of(times(new BigDecimal("5"), 4, 4), times(7L, 2, 2));
    assertThat(are(one, List.of(times(new BigDecimal("5.0"), 4, 4), times(7L, 2, 2)))).isTrue();
    assertThat(are(one, List.of(times(5L, 4, 4), times(7L, 1, 1)))).isFalse();
    assertThat(are(one, List.of(times(5L, 4, 4), times(8L, 2, 2)))).isFalse();
    assertThat(are(one, List.of(times(5L, 4, 4)))).isFalse();
  }

  @Test
  void are_estimatedTops_byBoundsOfEachCount() {
    Row one = row(List.of(times("a", 90, 100), times("b", 70, 80)), Map.of());
    assertThat(are(one, row(List.of(times("a", 95, 105), times("c", 68, 78)), Map.of()))).isTrue();
    assertThat(are(one, row(List.of(times("a", 101, 111), times("b", 70, 80)), Map.of())))
        .isFalse();
    assertThat(are(one, row(List.of(times("a", 90, 100), times("c", 59, 69)), Map.of()))).isFalse();
    assertThat(are(one, row(List.of(), Map.of()))).isFalse();
  }
}
