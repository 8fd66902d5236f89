package io.trueup.aggregate;

import com.google.protobuf.ByteString;
import io.trueup.definition.Kind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
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
 * drawn by lot. A number of more than 15 digits enters as the double nearest to it; its bounds are
 * so much wider.
 */
record Quantile(Kind kind, BigDecimal share) implements Sketch<Quantile.Ranks> {

  /** The bytes of a sketch, and the largest scale of a decimal in it. */
  record Ranks(int scale, ByteString sketch) {}

  /** {@code KllSketch.getKFromEpsilon(0.01, false)}. */
  private static final int K = 269;

  /** With as many values as will ever be. */
  private static final int LARGEST =
      KllSketch.getMaxSerializedSizeBytes(
          K, 1L << 50, KllSketch.SketchType.DOUBLES_SKETCH, /* updatableMemFormat= */ false);

  /** Decimals of so many digits are told from each other by the doubles nearest to them. */
  private static final int DIGITS = 15;

  @Override
  public String id() {
    return "quantile-%s-%s/1"
        .formatted(kind.name().toLowerCase(Locale.ROOT), share.toPlainString());
  }

  @Override
  public Ranks empty() {
    return new Ranks(0, bytes(KllDoublesSketch.newHeapInstance(K)));
  }

  @Override
  public Ranks add(Ranks state, @Nullable Object value, Origin origin) {
    if (value == null) {
      return state;
    }
    KllDoublesSketch sketch = sketch(state);
    sketch.update(((Number) value).doubleValue());
    return new Ranks(Math.max(state.scale(), scale(value)), bytes(sketch));
  }

  @Override
  public Ranks merge(Ranks one, Ranks other) {
    KllDoublesSketch merged = sketch(one);
    merged.merge(sketch(other));
    return new Ranks(Math.max(one.scale(), other.scale()), bytes(merged));
  }

  @Override
  public Ranks condense(Census census) {
    KllDoublesSketch sketch = KllDoublesSketch.newHeapInstance(K);
    int scale = 0;
    for (Map.Entry<Object, Long> each : census.inOrder()) {
      sketch.update(((Number) each.getKey()).doubleValue(), each.getValue());
      scale = Math.max(scale, scale(each.getKey()));
    }
    return new Ranks(scale, bytes(sketch));
  }

  private static int scale(Object value) {
    return value instanceof BigDecimal decimal ? decimal.scale() : 0;
  }

  @Override
  public @Nullable Object value(Ranks state) {
    KllDoublesSketch sketch = sketch(state);
    return sketch.isEmpty() ? null : number(at(sketch), state.scale(), RoundingMode.HALF_EVEN);
  }

  @Override
  public @Nullable Bounds bounds(Ranks state) {
    KllDoublesSketch sketch = sketch(state);
    if (sketch.isEmpty()) {
      return null;
    }
    boolean estimates = sketch.isEstimationMode();
    double rank = share.doubleValue();
    double low = estimates ? sketch.getQuantileLowerBound(rank) : at(sketch);
    double high = estimates ? sketch.getQuantileUpperBound(rank) : at(sketch);
    return new Bounds(
        number(low, state.scale(), RoundingMode.FLOOR),
        number(high, state.scale(), RoundingMode.CEILING));
  }

  /** Of as many values, with the same ends, and with bounds that have a number in common. */
  @Override
  public boolean agrees(Ranks one, Ranks other) {
    KllDoublesSketch here = sketch(one);
    KllDoublesSketch there = sketch(other);
    if (here.getN() != there.getN() || one.scale() != other.scale()) {
      return false;
    }
    if (here.isEmpty()) {
      return true;
    }
    double rank = share.doubleValue();
    return here.getMinItem() == there.getMinItem()
        && here.getMaxItem() == there.getMaxItem()
        && (here.isEstimationMode()
            ? here.getQuantileLowerBound(rank) <= there.getQuantileUpperBound(rank)
                && there.getQuantileLowerBound(rank) <= here.getQuantileUpperBound(rank)
            : at(here) == at(there));
  }

  private double at(KllDoublesSketch sketch) {
    return sketch.getQuantile(share.doubleValue(), QuantileSearchCriteria.INCLUSIVE);
  }

  /** The number that a double stands for, or the least or the greatest that it may stand for. */
  private Object number(double found, int scale, RoundingMode mode) {
    if (kind == Kind.DOUBLE) {
      return found;
    }
    BigDecimal exact = new BigDecimal(found);
    if (exact.precision() - exact.scale() + scale <= DIGITS) {
      return ofKind(exact.setScale(scale, RoundingMode.HALF_EVEN));
    }
    BigDecimal half = new BigDecimal(Math.ulp(found)).divide(BigDecimal.valueOf(2));
    return ofKind(
        switch (mode) {
          case FLOOR -> exact.subtract(half).setScale(scale, mode);
          case CEILING -> exact.add(half).setScale(scale, mode);
          default -> exact.setScale(scale, mode);
        });
  }

  private Object ofKind(BigDecimal number) {
    if (kind == Kind.DECIMAL) {
      return number;
    }
    return number
        .max(BigDecimal.valueOf(Long.MIN_VALUE))
        .min(BigDecimal.valueOf(Long.MAX_VALUE))
        .longValueExact();
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
  public void write(Ranks state, DataOutput out) throws IOException {
    Varint.write(state.scale(), out);
    Varint.writeBytes(state.sketch().toByteArray(), out);
  }

  @Override
  public Ranks read(DataInput in) throws IOException {
    int scale = Math.toIntExact(Varint.read(in));
    return new Ranks(scale, Sketch.readBytes(LARGEST, in, "a KLL", Quantile::sketch));
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
    return Varint.LONGEST + 2 + LARGEST + 1 + Values.largest(kind);
  }

  private static KllDoublesSketch sketch(Ranks state) {
    return sketch(state.sketch());
  }

  private static KllDoublesSketch sketch(ByteString bytes) {
    return KllDoublesSketch.heapify(Memory.wrap(bytes.toByteArray()));
  }

  private static ByteString bytes(KllDoublesSketch sketch) {
    return ByteString.copyFrom(sketch.toByteArray());
  }
}
