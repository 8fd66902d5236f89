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

  /** About the bytes of a line without its data. */
  private static final int HEAD = 192;

  private static final byte[] VERSION = ascii("{\"v\":");
  private static final byte[] SHARD = ascii(",\"shard\":\"");
  private static final byte[] SEQUENCE = ascii(",\"seq\":\"");
  private static final byte[] INDEX = ascii(",\"sub\":");
  private static final byte[] EPOCH = ascii(",\"epoch\":");
  private static final byte[] ARRIVAL = ascii(",\"arrival\":");
  private static final byte[] EVENT = ascii(",\"event\":");
  private static final byte[] BASE64 = ascii(",\"base64\":\"");

  /** This line's bytes, with the line break at its end. */
  public byte[] line() {
    ByteArrayOutputStream line = new ByteArrayOutputStream(HEAD + data.length);
    write(line, VERSION, "1");
    write(line, SHARD, shard + '"');
    write(line, SEQUENCE, position.digits() + '"');
    write(line, INDEX, Long.toString(position.index()));
    write(line, EPOCH, Long.toString(epoch));
    write(line, ARRIVAL, Long.toString(arrival));
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
    return parse(line, "");
  }

  /** As above; {@code likely} is the shard that the line is probably of. */
  static ArchiveLine parse(byte[] line, String likely) throws IOException {
    LineCursor cursor = new LineCursor(line);
    cursor.pass(VERSION);
    long version = cursor.number();
    if (version != 1) {
      throw new IOException("archive line of format version %d, expected 1".formatted(version));
    }
    cursor.pass(SHARD);
    String shard = cursor.text(likely);
    cursor.pass(SEQUENCE);
    String sequence = cursor.text();
    cursor.pass(INDEX);
    long index = cursor.number();
    cursor.pass(EPOCH);
    long epoch = cursor.number();
    cursor.pass(ARRIVAL);
    long arrival = cursor.number();
    return new ArchiveLine(shard, position(sequence, index), epoch, arrival, data(cursor, line));
  }

  private static byte[] data(LineCursor cursor, byte[] line) throws IOException {
    boolean plain = cursor.passes(EVENT);
    if (!plain && !cursor.passes(BASE64)) {
      throw cursor.broken("event or base64");
    }
    int end = line.length - (plain ? 1 : 2);
    if (end < cursor.at() || line[line.length - 1] != '}') {
      throw new IOException(
          "archive line of %d bytes, expected event or base64 and } at its end"
              .formatted(line.length));
    }
    byte[] data = Arrays.copyOfRange(line, cursor.at(), end);
    return plain ? data : decode(data);
  }

  private static Position position(String sequence, long index) throws IOException {
    try {
      return new Position(sequence, index);
    } catch (IllegalArgumentException broken) {
      throw new IOException("archive line: " + broken.getMessage(), broken);
    }
  }

  private static void write(ByteArrayOutputStream line, byte[] member, String value) {
    line.writeBytes(member);
    line.writeBytes(value.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
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
}
