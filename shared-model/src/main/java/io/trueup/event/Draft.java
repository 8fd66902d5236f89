package io.trueup.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An event while it is read: its values so far, and the first thing that the schema refuses. */
final class Draft {

  private final @Nullable Object[] values;
  private @Nullable String mismatch;

  Draft(int fields) {
    values = new Object[fields];
  }

  @Nullable Object[] values() {
    return values;
  }

  /** What the schema refuses first, for people; null when it refuses nothing. */
  @Nullable String mismatch() {
    return mismatch;
  }

  /** Notes that the value at the parser is none that a field takes. */
  void mismatch(String path, JsonToken token, JsonParser parser, String expected)
      throws IOException {
    if (mismatch == null) {
      mismatch = message(path, found(token, parser), expected);
    }
  }

  static String message(String path, String found, String expected) {
    return "field '%s': found %s, expected %s".formatted(path, found, expected);
  }

  /** What stands at the parser, for people. */
  static String found(JsonToken token, JsonParser parser) throws IOException {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "'%s'".formatted(Excerpt.of(parser.getText()));
      default -> Excerpt.of(parser.getText());
    };
  }
}
