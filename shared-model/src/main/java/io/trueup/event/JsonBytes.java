package io.trueup.event;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What must hold of the bytes of a JSON text before a parser sees them. */
final class JsonBytes {

  private JsonBytes() {}

  /**
   * Fails unless the data is UTF-8 without zero bytes and begins with an object, after blanks. The
   * parser would take overlong forms and halves of pairs, would read data with zeros as UTF-16, and
   * would skip a byte order mark, which an archived line could not hold.
   */
  static void check(byte[] data) throws MalformedException {
    int start = 0;
    while (start < data.length && isBlank(data[start])) {
      start++;
    }
    if (start == data.length) {
      throw new MalformedException("found no data");
    }
    if (data[start] != '{') {
      throw new MalformedException("does not begin with '{'");
    }
    boolean ascii = true;
    for (byte each : data) {
      if (each == 0) {
        throw new MalformedException("found a zero byte");
      }
      ascii &= each > 0;
    }
    if (!ascii) {
      checkUtf8(data);
    }
  }

  private static boolean isBlank(byte each) {
    return each == ' ' || each == '\n' || each == '\r' || each == '\t';
  }

  private static void checkUtf8(byte[] data) throws MalformedException {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data));
    } catch (CharacterCodingException e) {
      throw new MalformedException("found bytes that are no UTF-8");
    }
  }
}
