package io.trueup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChoicesTest {

  @Test
  void others_ofAllRuns_areAllChoicesOnceWithinTheBound() {
    Set<String> expected = new HashSet<>();
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 2; b++) {
        for (int c = 0; c < 3; c++) {
          for (int d = 0; d < 2; d++) {
            if ((a > 0 ? 1 : 0) + (c > 0 ? 1 : 0) + (d > 0 ? 1 : 0) <= 2) {
              expected.add("%d %d %d %d".formatted(a, b, c, d));
            }
          }
        }
      }
    }
    Set<String> found = new HashSet<>();
    int runs = 0;
    Deque<Branch> left = new ArrayDeque<>(List.of(Branch.FIRST));
    while (!left.isEmpty()) {
      Choices choices = new Choices(left.pop(), 2);
      choices.free(4);
      choices.begin();
      found.add(
          "%d %d %d %d"
              .formatted(
                  choices.deviation(3),
                  choices.free(2),
                  choices.deviation(3),
                  choices.deviation(2)));
      choices.end();
      choices.free(5);
      choices.others().forEach(left::push);
      runs++;
    }
    assertThat(found).isEqualTo(expected);
    assertThat(runs).isEqualTo(expected.size());
  }
}
