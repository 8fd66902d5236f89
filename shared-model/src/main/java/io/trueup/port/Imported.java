package io.trueup.port;

import java.util.Optional;

/**
 * How an import ended: by which name it can be asked for, its state in the words of the service,
 * how many items it read of its objects, how many of them it took, how many things it could not
 * read or take; why it failed, and where its log is, as far as the service says.
 */
public record Imported(
    String name,
    String state,
    long processed,
    long imported,
    long errors,
    Optional<String> failure,
    Optional<String> log) {

  /** The state of one that came to its end, with or without errors. */
  public static final String COMPLETED = "COMPLETED";

  /**
   * Fails unless the table has all of so many items. Of two items of one key only one is left in a
   * table, and that is no error: so each number has to be the very one.
   */
  public void require(long items) {
    if (state.equals(COMPLETED) && processed == items && imported == items && errors == 0) {
      return;
    }
    throw new IllegalStateException(
        "%s: %s, %d items read, %d taken, %d errors, expected %s with %d, %d and 0; failure: %s; log group: %s"
            .formatted(
                name,
                state,
                processed,
                imported,
                errors,
                COMPLETED,
                items,
                items,
                failure.orElse("none is named"),
                log.orElse("none is named")));
  }
}
