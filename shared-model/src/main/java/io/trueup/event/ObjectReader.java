package io.trueup.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.trueup.definition.Shape;
import io.trueup.definition.Shape.Part;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the members of one record of the schema from a JSON object. Safe for many threads. */
final class ObjectReader {

  private final Shape shape;
  private final Map<String, MemberReader> members = new HashMap<>();

  ObjectReader(Shape shape) {
    this.shape = shape;
    shape
        .parts()
        .forEach(
            (name, part) -> {
              if (part instanceof Part.Leaf leaf) {
                members.put(name, new LeafReader(leaf, LeafForm.of(leaf.field())));
              } else if (part instanceof Part.Nested nested) {
                members.put(name, new NestedReader(nested, new ObjectReader(nested.shape())));
              }
            });
  }

  /**
   * Reads from an object's opening brace, where the parser stands, to its closing one, and notes
   * what of an envelope stands in it, if there may be one.
   */
  void read(JsonParser parser, Draft draft, @Nullable Envelope envelope) throws IOException {
    System.arraycopy(shape.blank(), 0, draft.values(), shape.first(), shape.blank().length);
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_OBJECT;
        token = parser.nextToken()) {
      String name = parser.currentName();
      MemberReader member = members.get(name);
      JsonToken value = parser.nextToken();
      if (envelope != null) {
        envelope.member(name, value, parser);
      }
      if (member == null) {
        parser.skipChildren();
      } else {
        member.read(value, parser, draft);
      }
    }
  }

  /** Reads the value of a member of an object into a draft. */
  private sealed interface MemberReader {

    /** Leaves the parser at the value's last token. */
    void read(JsonToken token, JsonParser parser, Draft draft) throws IOException;
  }

  private record LeafReader(Part.Leaf leaf, LeafForm form) implements MemberReader {

    @Override
    public void read(JsonToken token, JsonParser parser, Draft draft) throws IOException {
      @Nullable Object[] values = draft.values();
      int index = leaf.field().index();
      if (token == JsonToken.VALUE_NULL) {
        values[index] = leaf.nullable() ? null : Shape.MISSING;
        return;
      }
      Object value = form.reader().read(token, parser);
      values[index] = value;
      if (value == null) {
        draft.mismatch(leaf.field().path(), token, parser, form.expected());
        parser.skipChildren();
      }
    }
  }

  private record NestedReader(Part.Nested nested, ObjectReader reader) implements MemberReader {

    @Override
    public void read(JsonToken token, JsonParser parser, Draft draft) throws IOException {
      if (token == JsonToken.START_OBJECT) {
        reader.read(parser, draft, null);
      } else if (token == JsonToken.VALUE_NULL) {
        int first = nested.shape().first();
        Arrays.fill(
            draft.values(),
            first,
            first + nested.shape().blank().length,
            nested.nullable() ? null : Shape.MISSING);
      } else {
        draft.mismatch(nested.path(), token, parser, "an object");
        parser.skipChildren();
      }
    }
  }
}
