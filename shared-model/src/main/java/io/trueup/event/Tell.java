package io.trueup.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands in an object where it is to tell the event type. */
sealed interface Tell {

  /** Nothing, or null. */
  record Absent() implements Tell {}

  /** A text, which may be that of an event type. */
  record Text(String text) implements Tell {}

  /** What is no text, for people. */
  record Other(String found) implements Tell {}

  /** What people are told that was found. */
  default String found() {
    if (this instanceof Text text) {
      return "'%s'".formatted(Excerpt.of(text.text()));
    }
    return this instanceof Other other ? other.found() : "nothing";
  }

  /**
   * Finds what stands at a path, by the names on it, in the object at whose opening brace the
   * parser stands; reads to its closing one, and notes what of an envelope stands in it, if there
   * may be one.
   */
  static Tell find(List<String> path, JsonParser parser, @Nullable Envelope envelope)
      throws IOException {
    Tell tell = new Absent();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_OBJECT;
        token = parser.nextToken()) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (envelope != null) {
        envelope.member(name, value, parser);
      }
      if (!name.equals(path.get(0))) {
        parser.skipChildren();
      } else if (path.size() == 1) {
        tell = at(value, parser);
        parser.skipChildren();
      } else if (value == JsonToken.START_OBJECT) {
        tell = find(path.subList(1, path.size()), parser, null);
      } else {
        parser.skipChildren();
      }
    }
    return tell;
  }

  private static Tell at(JsonToken value, JsonParser parser) throws IOException {
    if (value == JsonToken.VALUE_NULL) {
      return new Absent();
    }
    String text = LeafForm.string(value, parser);
    return text == null ? new Other(Draft.found(value, parser)) : new Text(text);
  }
}
