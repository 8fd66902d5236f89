package io.trueup.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.trueup.definition.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What two layers that saw the same values agree on, whatever the order and the grouping. */
class AgreementTest {

  private static final int[] SIZES = {0, 1, 100, 269, 270, 5_000};

  private final Random random = new Random(7);

  @Test
  void agrees_sameValuesInOtherOrderAndGroups_always() {
    for (Aggregator<?> aggregator : all()) {
      for (int size : SIZES) {
        for (int i = 0; i < 20; i++) {
          assertSame(aggregator, values(size));
        }
      }
    }
  }

  /** Of equally frequent values the sketch may keep none; it still knows that it has seen them. */
  @Test
  void agrees_noneAndMoreEquallyFrequentValuesThanItKeeps_not() {
    Top top = new Top(Kind.LONG, 5);
    ByteString bare = state(top, LongStream.range(0, 193).boxed().toList());
    assertThat(top.agrees(bare, top.empty())).isFalse();
  }

  @Test
  void agrees_oneValueMore_never() {
    for (Aggregator<?> aggregator :
        List.of(new Quantile(Kind.LONG, half()), new Top(Kind.LONG, 5))) {
      for (int size : SIZES) {
        assertMore(aggregator, values(size));
      }
    }
  }

  @Test
  void agrees_asManyButOtherValues_not() {
    List<Long> values = values(100);
    List<Long> other = new ArrayList<>(values);
    other.replaceAll(each -> each + 1);
    assertOther(new Quantile(Kind.LONG, half()), values, other);
    assertOther(new Top(Kind.LONG, 5), values, other);
    assertOther(new Distinct(), values, other);
    List<Long> many = values(5_000);
    List<Long> shifted = new ArrayList<>(many);
    shifted.replaceAll(each -> each + 100_000);
    assertOther(new Quantile(Kind.LONG, half()), many, shifted);
  }

  private static BigDecimal half() {
    return new BigDecimal("0.5");
  }

  private static List<Aggregator<?>> all() {
    return List.of(
        new Quantile(Kind.LONG, half()),
        new Quantile(Kind.LONG, new BigDecimal("0.99")),
        new Top(Kind.LONG, 5),
        new Distinct(),
        new Sum(Kind.LONG),
        new Count(Count.Of.VALUES));
  }

  private List<Long> values(int size) {
    List<Long> values = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      values.add((long) (random.nextGaussian() * 1_000));
    }
    return values;
  }

  private <S> void assertSame(Aggregator<S> aggregator, List<Long> values) {
    List<Long> shuffled = new ArrayList<>(values);
    Collections.shuffle(shuffled, random);
    int cut = shuffled.isEmpty() ? 0 : random.nextInt(shuffled.size());
    S one = state(aggregator, values);
    S other =
        aggregator.merge(
            state(aggregator, shuffled.subList(cut, shuffled.size())),
            state(aggregator, shuffled.subList(0, cut)));
    assertThat(aggregator.agrees(one, other)).as("%s of %d", aggregator, values.size()).isTrue();
    assertThat(aggregator.agrees(other, one)).as("%s of %d", aggregator, values.size()).isTrue();
  }

  private static <S> void assertMore(Aggregator<S> aggregator, List<Long> values) {
    List<Long> more = new ArrayList<>(values);
    more.add(0L);
    assertOther(aggregator, values, more);
  }

  private static <S> void assertOther(
      Aggregator<S> aggregator, List<Long> values, List<Long> other) {
    S one = state(aggregator, values);
    S two = state(aggregator, other);
    assertThat(aggregator.agrees(one, two)).as("%s", aggregator).isFalse();
    assertThat(aggregator.agrees(two, one)).as("%s", aggregator).isFalse();
  }

  private static <S> S state(Aggregator<S> aggregator, List<Long> values) {
    S state = aggregator.empty();
    for (Long value : values) {
      state = aggregator.add(state, value, new Origin(0, ""));
    }
    return state;
  }
}
