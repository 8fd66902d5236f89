package io.trueup.port;

import java.util.Optional;

/** What became of a conditional write. */
public sealed interface Outcome {

  record Written() implements Outcome {}

  /**
   * Nothing was written; {@code stored} is the item that stood in the way, none if there is none.
   */
  record Refused(Optional<Item> stored) implements Outcome {}
}
