package io.trueup.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.store.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What every bus does, of memory or of EventBridge. */
public abstract class BusContract {

  /** More than three calls take. */
  private static final int MANY = 35;

  /** Queues, by which tests listen, take no more at once with what stands around. */
  private static final int LARGE = 200_000;

  protected abstract Bus bus();

  /** What was heard on the bus since the test began, once it is so much. */
  protected abstract List<Bus.Notice> heard(int count);

  @Test
  void put_many_eachIsHeardAsItWasPut() {
    List<Bus.Notice> put = new ArrayList<>();
    for (int number = 0; number < MANY; number++) {
      put.add(notice(number % 2 == 0 ? "Even" : "Odd", Map.of("number", number, "text", "é😀\"")));
    }
    bus().put(put);
    assertThat(told(heard(MANY))).isEqualTo(told(put));
  }

  @Test
  void put_severalLargeOnes_eachIsHeard() {
    List<Bus.Notice> put = new ArrayList<>();
    for (int number = 0; number < 3; number++) {
      put.add(notice("Large", Map.of("number", number, "text", "x".repeat(LARGE))));
    }
    bus().put(put);
    assertThat(told(heard(3))).isEqualTo(told(put));
  }

  @Test
  void put_twice_bothAreHeard() {
    Bus.Notice notice = notice("Again", Map.of("number", 1));
    bus().put(List.of(notice));
    bus().put(List.of(notice));
    assertThat(heard(2)).hasSize(2);
  }

  @Test
  void put_numbers_keepTheirDigits() {
    Map<String, Object> numbers =
        Map.of("most", Long.MAX_VALUE, "least", Long.MIN_VALUE, "double", 27.565217391304348);
    bus().put(List.of(notice("Numbers", numbers)));
    assertThat(Json.object(heard(1).get(0).detail())).isEqualTo(numbers);
  }

  @Test
  void put_nothing_nothingIsHeard() {
    bus().put(List.of());
    bus().put(List.of(notice("Next", Map.of())));
    assertThat(heard(1)).extracting(Bus.Notice::type).containsExactly("Next");
  }

  @Test
  void put_whatIsNoJson_failsAndTheNextIsHeard() {
    Bus.Notice broken = new Bus.Notice("Broken", "{");
    assertThatThrownBy(() -> bus().put(List.of(broken))).isInstanceOf(RuntimeException.class);
    bus().put(List.of(notice("Next", Map.of())));
    assertThat(heard(1)).extracting(Bus.Notice::type).containsExactly("Next");
  }

  @Test
  void notice_largerThanTheBusTakes_refused() {
    assertThatThrownBy(() -> new Bus.Notice("Large", "x".repeat(Bus.LARGEST)))
        .hasMessage("notice 'Large' of 261120 bytes, expected at most 261120");
  }

  private static Bus.Notice notice(String type, Map<String, Object> detail) {
    return new Bus.Notice(type, Json.write(detail));
  }

  /** In no order, and without that of members. */
  private static Set<String> told(List<Bus.Notice> notices) {
    Set<String> told = new TreeSet<>();
    for (Bus.Notice notice : notices) {
      Map<String, Object> detail = Json.object(notice.detail());
      told.add("%s %s %s".formatted(notice.type(), detail.get("number"), detail.get("text")));
    }
    return told;
  }
}
