package io.trueup.simulation;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.store.Pointer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BreakTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delta written without its condition",
        "ledger before effect",
        "delta added to without its position",
        "cut by event time",
        "pointer read twice",
        "a dry run swaps",
        "a dry run leaves its table",
        "a full true-up adds to a base",
        "what a dead run left is not retired",
        "segments of another pointer than the cut"
      })
  void found_aRuleBroken_soon(String rule) {
    assertThat(Breaking.found(Break.known(rule), 1, 60)).as("seeds from 1 on").isPresent();
  }

  static List<String> rules() {
    return Break.all().stream().map(Break::rule).toList();
  }

  /** Else a rule would be called broken when its code has got another name. */
  @ParameterizedTest
  @MethodSource("rules")
  void patches_ofEachRule_changeCode(String rule) throws ClassNotFoundException {
    Break broken = Break.known(rule);
    BrokenLoader loader = new BrokenLoader(broken.patches());
    for (String name : broken.patches().keySet()) {
      assertThat(loader.loadClass(name).getClassLoader()).isSameAs(loader);
    }
  }

  @Test
  void patch_ofAMethodThatIsNotThere_isRefused() {
    BrokenLoader loader =
        new BrokenLoader(
            Break.of("nothing")
                .in(Pointer.class, Patches.advice(Patches.Yes.class, named("isNotThere")))
                .patches());
    assertThatThrownBy(() -> loader.loadClass(Pointer.class.getName()))
        .hasMessageContaining("io.trueup.store.Pointer changes nothing");
  }
}
