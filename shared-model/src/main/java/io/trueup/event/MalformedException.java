package io.trueup.event;

import java.io.IOException;

/** What makes data no JSON object in UTF-8 where the parser itself does not mind. */
final class MalformedException extends IOException {

  private static final long serialVersionUID = 1;

  MalformedException(String message) {
    super(message);
  }
}
