package io.trueup.demo.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.demo.host.Failure;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConsentTest {

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(said, true, UTF_8);

  @Test
  void require_yes_goesOnAfterSayingWhat() {
    Consent consent = new Consent(Optional.of(question -> "yes"), out);
    assertThatCode(() -> consent.require("This makes a lot.")).doesNotThrowAnyException();
    assertThat(said.toString(UTF_8)).isEqualTo("This makes a lot.");
  }

  @Test
  void require_anyOtherAnswer_isRefused() {
    for (String answer : new String[] {"y", "Yes", "no", "", null}) {
      Consent consent = new Consent(Optional.of(question -> answer), out);
      assertThatThrownBy(() -> consent.require("This makes a lot."))
          .isInstanceOf(Failure.class)
          .hasMessage("--aws: the answer was '%s', expected yes; nothing was made", answer);
    }
  }

  @Test
  void require_noTerminal_isRefused() {
    assertThatThrownBy(() -> new Consent(Optional.empty(), out).require("This makes a lot."))
        .isInstanceOfSatisfying(Failure.class, it -> assertThat(it.exitCode()).isEqualTo(2))
        .hasMessageContaining("no terminal to ask at; expected one, or --yes");
  }
}
