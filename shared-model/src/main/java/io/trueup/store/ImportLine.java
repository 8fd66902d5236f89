package io.trueup.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.trueup.port.Item;
import io.trueup.port.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * An item as a line of DynamoDB JSON, the form that DynamoDB imports: one object {@code Item}, each
 * attribute under the letter of its type. The key comes first, then the attributes in the order of
 * their names: equal items are equal lines.
 *
 * <p>Source: Amazon DynamoDB developer guide, "Amazon S3 import formats for DynamoDB".
 */
public final class ImportLine {

  /** What is paid for is the bytes: no character takes more than it has to. */
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();

  private ImportLine() {}

  /** The line in UTF-8, with its end. No text of an event has half of a surrogate pair. */
  public static byte[] of(Item item) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeObjectFieldStart("Item");
      attribute(out, "pk", new Value.Text(item.key().partition()));
      attribute(out, "sk", new Value.Text(item.key().sort()));
      for (Map.Entry<String, Value> each : new TreeMap<>(item.attributes()).entrySet()) {
        attribute(out, each.getKey(), each.getValue());
      }
      if (item.expires().isPresent()) {
        attribute(out, "expires", new Value.Whole(item.expires().getAsLong()));
      }
      out.writeEndObject();
      out.writeEndObject();
      out.writeRaw('\n');
    } catch (IOException broken) {
      throw new UncheckedIOException("write item %s as a line".formatted(item.key()), broken);
    }
    return bytes.toByteArray();
  }

  private static void attribute(JsonGenerator out, String name, Value value) throws IOException {
    out.writeObjectFieldStart(name);
    if (value instanceof Value.Text text) {
      out.writeStringField("S", text.text());
    } else if (value instanceof Value.Whole whole) {
      out.writeStringField("N", Long.toString(whole.number()));
    } else {
      out.writeBinaryField("B", ((Value.Bytes) value).bytes());
    }
    out.writeEndObject();
  }
}
