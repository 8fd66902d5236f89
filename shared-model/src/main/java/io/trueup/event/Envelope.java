package io.trueup.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** What makes an object a CloudEvents 1.0 envelope, as far as it was seen. */
final class Envelope {

  static final String VERSION = "specversion";
  static final String DATA = "data";

  private boolean versioned;
  private int start = -1;

  /** Looks at a member of the outermost object, at whose value the parser stands. */
  void member(String name, JsonToken token, JsonParser parser) throws IOException {
    if (name.equals(VERSION)) {
      versioned = token == JsonToken.VALUE_STRING && parser.getText().equals("1.0");
    } else if (name.equals(DATA)) {
      start = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
    }
  }

  /** Whether the object is an envelope. */
  boolean isWhole() {
    return versioned && start >= 0;
  }

  /** Where the event begins, in bytes. */
  int start() {
    return start;
  }
}
