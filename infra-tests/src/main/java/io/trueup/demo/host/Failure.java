package io.trueup.demo.host;

/**
 * A failure that a person can act on: the message names the operation, what came of it and what to
 * do, and is shown without a stack trace. {@code exitCode} is 1 when something did not work, 2 when
 * it was asked for wrongly.
 */
public final class Failure extends RuntimeException {

  private final int exitCode;

  public Failure(String message) {
    this(message, 1);
  }

  public Failure(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}
