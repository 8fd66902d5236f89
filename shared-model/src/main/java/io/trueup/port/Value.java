package io.trueup.port;

/** The value of an attribute. */
public sealed interface Value {

  /** Text of any Unicode. */
  record Text(String text) implements Value {}

  /** A whole number. */
  record Whole(long number) implements Value {}

  /** Bytes; not copied, and not to be changed. */
  record Bytes(byte[] bytes) implements Value {}
}
