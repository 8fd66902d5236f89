package io.trueup.cli;

import com.google.errorprone.annotations.FormatMethod;
import org.jspecify.annotations.Nullable;

/**
 * A failure that a person can act on: the message says what was found where and what was expected,
 * and is shown without a stack trace.
 */
public final class Failure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What kind of failure it is, as the exit code tells a script. */
  public enum Kind {
    /** Something is wrong, or did not work. */
    WRONG(1),
    /** It was asked for wrongly. */
    WRONGLY_ASKED(2);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    public int exitCode() {
      return exitCode;
    }
  }

  private final Kind kind;

  private Failure(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  @FormatMethod
  public static Failure wrong(String format, @Nullable Object... values) {
    return new Failure(Kind.WRONG, format.formatted(values));
  }

  @FormatMethod
  public static Failure wronglyAsked(String format, @Nullable Object... values) {
    return new Failure(Kind.WRONGLY_ASKED, format.formatted(values));
  }

  public Kind kind() {
    return kind;
  }
}
