package io.trueup.demo.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutstandingTest {

  @Test
  void seen_equalEvents_areOutstandingAsOftenAsSent() {
    Outstanding outstanding = new Outstanding();
    outstanding.sent(bytes("a"));
    outstanding.sent(bytes("b"));
    outstanding.sent(bytes("a"));
    outstanding.seen(bytes("a"));
    outstanding.seen(bytes("b"));
    outstanding.seen(bytes("never sent"));
    assertThat(outstanding.count()).isEqualTo(1);
    assertThat(outstanding.one()).isEqualTo("a");
    outstanding.seen(bytes("a"));
    outstanding.seen(bytes("a"));
    assertThat(outstanding.count()).isZero();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
