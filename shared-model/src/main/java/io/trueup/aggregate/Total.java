package io.trueup.aggregate;

import io.trueup.definition.Kind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * How many values there were and what they add up to, exactly: whole numbers, decimals, and doubles
 * as the binary fractions that they are. The scale of a sum is the largest scale in it, whatever
 * the order, so that equal sums are equal states.
 */
record Total(long count, BigDecimal sum) {

  static final Total NONE = new Total(0, BigDecimal.ZERO);

  /** More than the digits of any sum of doubles, less than what could exhaust memory. */
  private static final int LARGEST = 4_096;

  /** The bits of 2^63 of the largest double, as multiples of 10^-1074, in bytes. */
  private static final int OF_DOUBLES = 600;

  /** The bytes of 2^63 times the largest whole number. */
  private static final int OF_LONGS = 17;

  Total plus(@Nullable Object value) {
    return value == null ? this : new Total(Math.addExact(count, 1), sum.add(exact(value)));
  }

  Total plus(Total other) {
    return new Total(Math.addExact(count, other.count), sum.add(other.sum));
  }

  /** The double nearest to sum / count, as if divided exactly and rounded once. */
  double mean() {
    BigInteger over = sum.unscaledValue().abs();
    BigInteger under = BigInteger.TEN.pow(sum.scale()).multiply(BigInteger.valueOf(count));
    int shift = 66 - (over.bitLength() - under.bitLength());
    BigInteger[] parts =
        (shift > 0 ? over.shiftLeft(shift) : over)
            .divideAndRemainder(shift > 0 ? under : under.shiftLeft(-shift));
    // A remainder sets the lowest of at least 65 bits, so that rounding to 53 sees it.
    BigInteger quotient = parts[1].signum() == 0 ? parts[0] : parts[0].setBit(0);
    double mean = Math.scalb(quotient.doubleValue(), -shift);
    if (mean <= Double.MIN_NORMAL) {
      // Fewer than 53 bits there: scalb would be a second rounding. q / 2^n is q * 5^n / 10^n.
      BigInteger digits = quotient.multiply(BigInteger.valueOf(5).pow(shift));
      mean = new BigDecimal(digits, shift).doubleValue();
    }
    return sum.signum() * mean;
  }

  void write(DataOutput out) throws IOException {
    Varint.write(count, out);
    Varint.write(sum.scale(), out);
    Varint.writeBytes(sum.unscaledValue().toByteArray(), out);
  }

  static Total read(DataInput in) throws IOException {
    long count = Varint.read(in);
    int scale = Math.toIntExact(Varint.read(in));
    return new Total(count, new BigDecimal(new BigInteger(Varint.readBytes(LARGEST, in)), scale));
  }

  /** The most bytes that the total of values of a kind takes. */
  static int largest(Kind kind) {
    int sum =
        switch (kind) {
          case LONG -> OF_LONGS;
          case DOUBLE -> OF_DOUBLES;
          case DECIMAL -> LARGEST;
          case BOOLEAN, STRING, TIME -> throw new IllegalArgumentException("a sum of " + kind);
        };
    return 2 * Varint.LONGEST + 2 + sum;
  }

  private static BigDecimal exact(Object value) {
    if (value instanceof Long whole) {
      return BigDecimal.valueOf(whole);
    }
    if (value instanceof Double fraction) {
      return new BigDecimal(fraction);
    }
    return (BigDecimal) value;
  }
}
