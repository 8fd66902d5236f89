package io.trueup.port;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A bus on which those who listen are told of things: EventBridge. Each notice is delivered at
 * least once, in any order.
 */
public interface Bus {

  /** The largest notice, in bytes of UTF-8: EventBridge takes 256 KiB with what stands around. */
  int LARGEST = 255 * 1024;

  /** Something that is told: its type, and a JSON object. */
  record Notice(String type, String detail) {

    public Notice {
      if (bytes(type) + bytes(detail) > LARGEST) {
        throw new IllegalArgumentException(
            "notice '%s' of %d bytes, expected at most %d".formatted(type, bytes(detail), LARGEST));
      }
    }

    /** Its size in bytes of UTF-8. */
    public int size() {
      return bytes(type) + bytes(detail);
    }

    private static int bytes(String text) {
      return text.getBytes(StandardCharsets.UTF_8).length;
    }
  }

  /**
   * Puts notices on the bus in their order. Fails when it does not take them, some of which may be
   * on it then.
   */
  void put(List<Notice> notices);
}
