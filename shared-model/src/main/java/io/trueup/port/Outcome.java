package io.trueup.port;

import java.util.Optional;

/** What became of a conditional write. */
public sealed interface Outcome {

  /**
   * Whether what is stored now is an item that was to be written, one of texts and numbers. A write
   * whose answer got lost is sent again by the client, and refused by what itself has stored.
   */
  default boolean isThere(Item wanted) {
    return this instanceof Refused refused
        ? refused.stored().filter(wanted::equals).isPresent()
        : this instanceof Written;
  }

  record Written() implements Outcome {}

  /**
   * Nothing was written; {@code stored} is the item that stood in the way, none if there is none.
   */
  record Refused(Optional<Item> stored) implements Outcome {}
}
