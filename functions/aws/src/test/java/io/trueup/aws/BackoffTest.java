package io.trueup.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private final List<Long> pauses = new ArrayList<>();

  @Test
  void await_upToTheMost_boundDoublesTo5Seconds() {
    for (int operation = 0; operation < 200; operation++) {
      pauses.clear();
      Backoff backoff = new Backoff("write", pauses::add);
      for (int attempt = 0; attempt < Backoff.MOST; attempt++) {
        backoff.await();
      }
      long bound = 50;
      for (long pause : pauses) {
        assertThat(pause).isBetween(1L, bound);
        bound = Math.min(5_000, bound * 2);
      }
    }
  }

  @Test
  void await_manyOperations_notAllAtOnce() {
    for (int operation = 0; operation < 100; operation++) {
      new Backoff("write", pauses::add).await();
    }
    assertThat(pauses.stream().distinct().count()).isGreaterThan(10);
  }

  @Test
  void await_onceMoreThanTheMost_failsWithTheOperationAndSleepsNoMore() {
    Backoff backoff = new Backoff("write 3 items to t", pauses::add);
    for (int attempt = 0; attempt < Backoff.MOST; attempt++) {
      backoff.await();
    }
    assertThatThrownBy(backoff::await)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("write 3 items to t: not taken in 13 attempts");
    assertThat(pauses).hasSize(Backoff.MOST);
  }

  @Test
  void await_interrupted_failsAndStaysInterrupted() {
    Backoff backoff =
        new Backoff(
            "write",
            millis -> {
              throw new InterruptedException();
            });
    assertThatThrownBy(backoff::await).hasMessage("write: interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }
}
