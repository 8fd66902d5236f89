package io.trueup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InterruptionTest {

  @Test
  void hold_ofThisThread_interruptsItAndWaitsUntilItLeft() throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    try (Interruption interruption = Interruption.ofThisThread()) {
      Thread hook =
          new Thread(
              () -> {
                interruption.hold();
                ended.countDown();
              });
      hook.start();
      while (!Thread.interrupted()) {
        Thread.onSpinWait();
      }
      assertThat(interruption.isAsked()).isTrue();
      assertThat(ended.getCount()).as("the process waits").isEqualTo(1);
    }
    assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
  }
}
