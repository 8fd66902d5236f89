package io.trueup.demo.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QuestionTest {

  private static final String KEY = "{\"b\":null,\"a\":\"null\",\"c\":7}";

  @Test
  void parameters_nullDimension_isAskedForAsNull() throws Exception {
    assertThat(question("1h").parameters())
        .containsExactly(
            Map.entry("a", "null"),
            Map.entry("null", "b"),
            Map.entry("c", "7"),
            Map.entry("every", "1h"));
  }

  @Test
  void hides_onlyTheSizeWhoseCellsAreHidden() throws Exception {
    CellId cell = new CellId("view", "1h", question("1h").key(), Instant.EPOCH);
    Expected expected = new Expected(Map.of(), Map.of(), Set.of(cell), Map.of(), "");
    assertThat(expected.hides(question("1h"))).isTrue();
    assertThat(expected.hides(question("1d"))).isFalse();
  }

  private static Question question(String every) throws Exception {
    return Question.all("view", every, CellId.Key.of(new ObjectMapper().readTree(KEY)));
  }
}
