package io.trueup.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;

/** Whole numbers in as few bytes as they need: seven bits a byte, low bits first. */
public final class Varint {

  /** The most bytes of one number. */
  static final int LONGEST = 10;

  private Varint() {}

  /** Writes a number of any sign; small ones of either sign take one byte (zigzag). */
  public static void writeSigned(long number, DataOutput out) throws IOException {
    writeBits((number << 1) ^ (number >> 63), out);
  }

  public static long readSigned(DataInput in) throws IOException {
    long bits = readBits(in);
    return (bits >>> 1) ^ -(bits & 1);
  }

  /** Writes a length or count: 0 or more. */
  public static void write(long number, DataOutput out) throws IOException {
    if (number < 0) {
      throw new IllegalArgumentException("varint of %d, expected 0 or more".formatted(number));
    }
    writeBits(number, out);
  }

  public static long read(DataInput in) throws IOException {
    long number = readBits(in);
    if (number < 0) {
      throw new IOException("varint of %d, expected 0 or more".formatted(number));
    }
    return number;
  }

  /** Writes a length and that many bytes. */
  public static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
    write(bytes.length, out);
    out.write(bytes);
  }

  /** Reads what {@link #writeBytes} wrote; at most {@code limit} bytes. */
  public static byte[] readBytes(int limit, DataInput in) throws IOException {
    long length = read(in);
    if (length > limit) {
      throw new EOFException("%d bytes announced, expected at most %d".formatted(length, limit));
    }
    byte[] bytes = new byte[(int) length];
    in.readFully(bytes);
    return bytes;
  }

  private static void writeBits(long bits, DataOutput out) throws IOException {
    long rest = bits;
    while ((rest & ~0x7FL) != 0) {
      out.writeByte((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  private static long readBits(DataInput in) throws IOException {
    long bits = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = in.readByte();
      bits |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return bits;
      }
    }
    throw new IOException("varint of more than 10 bytes");
  }
}
