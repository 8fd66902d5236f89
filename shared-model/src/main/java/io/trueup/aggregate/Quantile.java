package io.trueup.aggregate;

import com.google.protobuf.ByteString;
import io.trueup.definition.Kind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import org.apache.datasketches.common.SketchesException;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.datasketches.kll.KllSketch;
import org.apache.datasketches.memory.Memory;
import org.apache.datasketches.quantilescommon.QuantileSearchCriteria;
import org.jspecify.annotations.Nullable;

/**
 * The quantile of a field's values by nearest rank: of n values in order the one at place
 * ceil(share * n), counted from 1; null when there are none. The sketch is a KLL of doubles with k
 * = {@value #K}: exact up to k values; beyond, its rank is off by at most 1 % of n at a confidence
 * of 99 %, and its bounds are the values at the ranks 1 % below and above. Which values it keeps is
 * drawn by lot. A number of more than 15 digits enters as the double nearest to it, and number and
 * bounds are then off by no more than that.
 */
record Quantile(Kind kind, BigDecimal share) implements Sketch<ByteString> {

  /** {@code KllSketch.getKFromEpsilon(0.01, false)}. */
  private static final int K = 269;

  /** With as many values as will ever be. */
  private static final int LARGEST =
      KllSketch.getMaxSerializedSizeBytes(
          K, 1L << 50, KllSketch.SketchType.DOUBLES_SKETCH, /* updatableMemFormat= */ false);

  /** Every decimal of so many digits is told from the others by the double nearest to it. */
  private static final MathContext DIGITS = new MathContext(15);

  @Override
  public String id() {
    return "quantile-%s-%s/1"
        .formatted(kind.name().toLowerCase(Locale.ROOT), share.toPlainString());
  }

  @Override
  public ByteString empty() {
    return bytes(KllDoublesSketch.newHeapInstance(K));
  }

  @Override
  public ByteString add(ByteString state, @Nullable Object value, Origin origin) {
    if (value == null) {
      return state;
    }
    KllDoublesSketch sketch = sketch(state);
    sketch.update(((Number) value).doubleValue());
    return bytes(sketch);
  }

  @Override
  public ByteString merge(ByteString one, ByteString other) {
    KllDoublesSketch merged = sketch(one);
    merged.merge(sketch(other));
    return bytes(merged);
  }

  @Override
  public ByteString condense(Census census) {
    KllDoublesSketch sketch = KllDoublesSketch.newHeapInstance(K);
    census
        .inOrder()
        .forEach(each -> sketch.update(((Number) each.getKey()).doubleValue(), each.getValue()));
    return bytes(sketch);
  }

  @Override
  public @Nullable Object value(ByteString state) {
    KllDoublesSketch sketch = sketch(state);
    return sketch.isEmpty()
        ? null
        : number(sketch.getQuantile(share.doubleValue(), QuantileSearchCriteria.INCLUSIVE));
  }

  @Override
  public @Nullable Bounds bounds(ByteString state) {
    KllDoublesSketch sketch = sketch(state);
    if (sketch.isEmpty()) {
      return null;
    }
    double rank = share.doubleValue();
    boolean estimates = sketch.isEstimationMode();
    double found = sketch.getQuantile(rank, QuantileSearchCriteria.INCLUSIVE);
    double low = estimates ? sketch.getQuantileLowerBound(rank) : found;
    double high = estimates ? sketch.getQuantileUpperBound(rank) : found;
    return new Bounds(number(low), number(high));
  }

  @Override
  public @Nullable Object exact(Census census) {
    long rank =
        share
            .multiply(BigDecimal.valueOf(census.total()))
            .setScale(0, RoundingMode.CEILING)
            .longValueExact();
    long passed = 0;
    for (Map.Entry<Object, Long> each : census.inOrder()) {
      passed += each.getValue();
      if (passed >= rank) {
        return each.getKey();
      }
    }
    return null;
  }

  @Override
  public boolean isBounded() {
    return true;
  }

  @Override
  public void write(ByteString state, DataOutput out) throws IOException {
    Varint.writeBytes(state.toByteArray(), out);
  }

  @Override
  public ByteString read(DataInput in) throws IOException {
    ByteString state = ByteString.copyFrom(Varint.readBytes(LARGEST, in));
    try {
      sketch(state);
      return state;
    } catch (SketchesException | IndexOutOfBoundsException broken) {
      throw new IOException("a KLL of %d bytes".formatted(state.size()), broken);
    }
  }

  @Override
  public void writeExact(@Nullable Object number, DataOutput out) throws IOException {
    out.writeBoolean(number != null);
    if (number != null) {
      Values.write(kind, number, out);
    }
  }

  @Override
  public @Nullable Object readExact(DataInput in) throws IOException {
    return in.readBoolean() ? Values.read(kind, in) : null;
  }

  @Override
  public int largest() {
    return 2 + LARGEST + 1 + Values.largest(kind);
  }

  private Object number(double number) {
    return switch (kind) {
      case LONG -> (long) number;
      case DECIMAL -> decimal(number);
      default -> number;
    };
  }

  private static BigDecimal decimal(double number) {
    BigDecimal decimal = new BigDecimal(number).round(DIGITS).stripTrailingZeros();
    return decimal.doubleValue() == number ? decimal : BigDecimal.valueOf(number);
  }

  private static KllDoublesSketch sketch(ByteString state) {
    return KllDoublesSketch.heapify(Memory.wrap(state.toByteArray()));
  }

  private static ByteString bytes(KllDoublesSketch sketch) {
    return ByteString.copyFrom(sketch.toByteArray());
  }
}
