package io.trueup.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.trueup.event.Position;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/**
 * One user record in the archive: its shard, position, lineage arrival in milliseconds, epoch, and
 * its data as it came. As a line of JSON, {@code event} is the last member and holds the producer's
 * very bytes, when they are one JSON object without line breaks; else {@code base64} holds them.
 */
public record ArchiveLine(String shard, Position position, long epoch, long arrival, byte[] data) {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final byte[] EVENT = ",\"event\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BASE64 = ",\"base64\":\"".getBytes(StandardCharsets.US_ASCII);

  /** This line's bytes, with the line break at its end. */
  public byte[] line() {
    byte[] head =
        ("{\"v\":1,\"shard\":\"" + shard + "\",\"seq\":\"" + position.digits())
            .concat("\",\"sub\":" + position.index() + ",\"epoch\":" + epoch)
            .concat(",\"arrival\":" + arrival)
            .getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream line = new ByteArrayOutputStream(head.length + data.length + 16);
    line.writeBytes(head);
    if (isObjectInOneLine(data)) {
      line.writeBytes(EVENT);
      line.writeBytes(data);
    } else {
      line.writeBytes(BASE64);
      line.writeBytes(Base64.getEncoder().encode(data));
      line.write('"');
    }
    line.write('}');
    line.write('\n');
    return line.toByteArray();
  }

  /** The content of an archive object that holds lines. */
  public static byte[] object(byte[] lines) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(lines);
    } catch (IOException impossible) {
      throw new UncheckedIOException(
          "compress %d bytes in memory".formatted(lines.length), impossible);
    }
    return bytes.toByteArray();
  }

  /** Reads a line without its line break; the failure of a line that is none says what it is. */
  public static ArchiveLine parse(byte[] line) throws IOException {
    int event = indexOf(EVENT, line);
    int base64 = event < 0 ? indexOf(BASE64, line) : -1;
    int start = event >= 0 ? event + EVENT.length : base64 + BASE64.length;
    int end = line.length - (event >= 0 ? 1 : 2);
    if ((event < 0 && base64 < 0) || end < start || line[line.length - 1] != '}') {
      throw new IOException(
          "archive line of %d bytes, expected a JSON object with event or base64 as last member"
              .formatted(line.length));
    }
    byte[] data = Arrays.copyOfRange(line, start, end);
    return head(line, event >= 0 ? event : base64, event >= 0 ? data : decode(data));
  }

  private static ArchiveLine head(byte[] line, int length, byte[] data) throws IOException {
    byte[] head = Arrays.copyOf(line, length + 1);
    head[length] = '}';
    String shard = "";
    String sequence = "";
    long index = -1;
    long epoch = -1;
    long arrival = -1;
    long version = -1;
    try (JsonParser json = JSON.createParser(head)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "v" -> version = json.getLongValue();
          case "shard" -> shard = json.getText();
          case "seq" -> sequence = json.getText();
          case "sub" -> index = json.getLongValue();
          case "epoch" -> epoch = json.getLongValue();
          case "arrival" -> arrival = json.getLongValue();
          default -> throw new IOException("archive line with member '%s'".formatted(name));
        }
      }
    }
    if (version != 1) {
      throw new IOException("archive line of format version %d, expected 1".formatted(version));
    }
    if (shard.isEmpty() || sequence.isEmpty() || index < 0 || epoch < 0 || arrival < 0) {
      throw new IOException(
          "archive line '%s', expected shard, seq, sub, epoch and arrival"
              .formatted(new String(head, StandardCharsets.UTF_8)));
    }
    return new ArchiveLine(shard, new Position(sequence, index), epoch, arrival, data);
  }

  private static byte[] decode(byte[] base64) throws IOException {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException broken) {
      throw new IOException("archive line with base64 that is none", broken);
    }
  }

  private static boolean isObjectInOneLine(byte[] data) {
    for (byte each : data) {
      if (each == '\n' || each == '\r') {
        return false;
      }
    }
    try (JsonParser json = JSON.createParser(data)) {
      if (data.length == 0 || data[0] != '{' || data[data.length - 1] != '}') {
        return false;
      }
      json.nextToken();
      json.skipChildren();
      return json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
    } catch (IOException notJson) {
      return false;
    }
  }

  private static int indexOf(byte[] wanted, byte[] line) {
    for (int i = 0; i + wanted.length <= line.length; i++) {
      if (Arrays.equals(line, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    return -1;
  }
}
