package io.trueup.consume;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryTest {

  private final Memory<String, Integer> memory = new Memory<>(2);

  @Test
  void recall_rememberedTwice_isTheNewer() {
    assertThat(memory.recall("a")).isEmpty();
    memory.remember("a", 1);
    memory.remember("a", 2);
    assertThat(memory.recall("a")).contains(2);
  }

  @Test
  void remember_overTheBound_dropsTheLeastRecentlyUsed() {
    memory.remember("a", 1);
    memory.remember("b", 2);
    memory.recall("a");
    memory.remember("c", 3);
    assertThat(memory.recall("a")).contains(1);
    assertThat(memory.recall("b")).isEmpty();
    assertThat(memory.recall("c")).contains(3);
  }
}
