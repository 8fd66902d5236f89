package io.trueup.port;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A read of a table that is not there: not made yet, or removed meanwhile. */
public final class MissingTableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String table;

  public MissingTableException(String table, @Nullable Throwable cause) {
    super("table '%s' is not there".formatted(table), cause);
    this.table = table;
  }

  /** The missing table that a failure comes of, if it comes of one, however deep. */
  public static Optional<String> behind(Throwable failure) {
    for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof MissingTableException missing) {
        return Optional.of(missing.table);
      }
    }
    return Optional.empty();
  }
}
