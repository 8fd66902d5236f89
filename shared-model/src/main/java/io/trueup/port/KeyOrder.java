package io.trueup.port;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Comparator;

/** The order of keys, in tables and among objects: by their UTF-8 bytes, unsigned. */
public final class KeyOrder {

  /** Differs from the order of {@code String} where characters beyond U+FFFF meet those below. */
  public static final Comparator<String> BY_BYTES =
      (one, other) -> Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8));

  private KeyOrder() {}
}
