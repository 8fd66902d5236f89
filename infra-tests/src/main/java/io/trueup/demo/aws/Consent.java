package io.trueup.demo.aws;

import io.trueup.demo.host.Failure;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Asks a person before anything is made in an account. {@code terminal} answers a question; without
 * one nobody can be asked.
 */
public record Consent(Optional<UnaryOperator<@Nullable String>> terminal, PrintStream out) {

  /** The one answer that is a yes. */
  public static final String YES = "yes";

  /** Says what will be done, and returns only if that word is the answer. */
  public void require(String text) {
    out.print(text);
    if (terminal.isEmpty()) {
      throw new Failure(
          "--aws asks before it makes anything, and there is no terminal to ask at; expected one, or"
              + " --yes",
          2);
    }
    String answer = terminal.get().apply("Go on? Type yes: ");
    if (!YES.equals(answer)) {
      throw new Failure(
          "--aws: the answer was '%s', expected yes; nothing was made".formatted(answer), 2);
    }
  }
}
