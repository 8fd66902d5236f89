package io.trueup.demo.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunningTest {

  private final List<String> ended = new ArrayList<>();

  @Test
  void close_all_endTheLastFirstAndOnce() {
    Running running = new Running();
    running.add(() -> ended.add("first"));
    running.add(() -> ended.add("last"));

    running.close();
    running.close();

    assertThat(ended).containsExactly("last", "first");
  }

  @Test
  void close_oneThatDoesNotEnd_failsWhenTheOthersHave() {
    Running running = new Running();
    running.add(() -> ended.add("first"));
    running.add(new Stuck());

    assertThatThrownBy(running::close)
        .isInstanceOfSatisfying(Failure.class, it -> assertThat(it.exitCode()).isEqualTo(1))
        .hasMessage("end of the account: a stack is left");
    assertThat(ended).containsExactly("first");
  }

  private record Stuck() implements AutoCloseable {

    @Override
    public void close() {
      throw new Failure("a stack is left");
    }

    @Override
    public String toString() {
      return "the account";
    }
  }
}
