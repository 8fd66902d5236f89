package io.trueup.aggregate;

import com.google.protobuf.ByteString;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;
import org.jspecify.annotations.Nullable;

/**
 * The number of different values of a field: a HyperLogLog of 4,096 registers of 8 bits. Up to some
 * 380 values it is as good as exact, beyond it the standard error is 1.6 %, and its bounds are 3 of
 * these. A state is the same to the byte whatever the order: the estimate is the composite one,
 * which alone does not depend on it.
 */
record Distinct() implements Sketch<ByteString> {

  private static final int LG_REGISTERS = 12;
  private static final int DEVIATIONS = 3;
  private static final int LARGEST = 40 + (1 << LG_REGISTERS);

  @Override
  public String id() {
    return "distinct/1";
  }

  @Override
  public ByteString empty() {
    return canonical(started());
  }

  @Override
  public ByteString add(ByteString state, @Nullable Object value, Origin origin) {
    if (value == null) {
      return state;
    }
    HllSketch sketch = sketch(state);
    update(sketch, Values.bounded(value));
    return canonical(sketch);
  }

  @Override
  public ByteString merge(ByteString one, ByteString other) {
    Union union = new Union(LG_REGISTERS);
    union.update(sketch(one));
    union.update(sketch(other));
    return canonical(union.getResult(TgtHllType.HLL_8));
  }

  @Override
  public ByteString condense(Census census) {
    HllSketch sketch = started();
    census.counts().keySet().forEach(value -> update(sketch, value));
    return canonical(sketch);
  }

  @Override
  public Object value(ByteString state) {
    return Math.round(sketch(state).getCompositeEstimate());
  }

  @Override
  public Bounds bounds(ByteString state) {
    HllSketch sketch = sketch(state);
    long number = Math.round(sketch.getCompositeEstimate());
    long low = (long) Math.ceil(sketch.getLowerBound(DEVIATIONS));
    long high = (long) Math.floor(sketch.getUpperBound(DEVIATIONS));
    return new Bounds(Math.min(low, number), Math.max(high, number));
  }

  @Override
  public Object exact(Census census) {
    return (long) census.different();
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
    return Sketch.readBytes(LARGEST, in, "a HyperLogLog", Distinct::sketch);
  }

  @Override
  public void writeExact(@Nullable Object number, DataOutput out) throws IOException {
    Varint.write(number instanceof Long count ? count : 0, out);
  }

  @Override
  public Object readExact(DataInput in) throws IOException {
    return Varint.read(in);
  }

  @Override
  public int largest() {
    return 2 + LARGEST + Varint.LONGEST;
  }

  private static HllSketch started() {
    return new HllSketch(LG_REGISTERS, TgtHllType.HLL_8);
  }

  private static void update(HllSketch sketch, Object value) {
    // The library passes over an empty text: a byte stands for it that no UTF-8 has.
    byte[] text = Values.text(value).getBytes(StandardCharsets.UTF_8);
    sketch.update(text.length == 0 ? new byte[] {(byte) 0xff} : text);
  }

  private static HllSketch sketch(ByteString state) {
    return HllSketch.heapify(state.toByteArray());
  }

  /**
   * The library's compact form without what depends on the order. Few values are a list of coupons,
   * which is sorted. Many are registers (from byte 40), beside what the order of updates was (flag
   * 16 of byte 5: it is unknown; the number at byte 8 that needs it), and how far the zeros are
   * counted (bytes 6 and 32: none is below 0, and how many are 0).
   */
  private static ByteString canonical(HllSketch sketch) {
    byte[] bytes = sketch.toCompactByteArray();
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int mode = bytes[7] & 3;
    if (mode == 2) {
      bytes[5] |= 16;
      bytes[6] = 0;
      buffer.putLong(8, 0);
      int zeros = 0;
      for (int i = 40; i < bytes.length; i++) {
        zeros += bytes[i] == 0 ? 1 : 0;
      }
      buffer.putInt(32, zeros);
    } else {
      int from = mode == 0 ? 8 : 12;
      int[] coupons = new int[(bytes.length - from) / Integer.BYTES];
      buffer.position(from).slice().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(coupons);
      Arrays.sort(coupons);
      buffer.position(from);
      Arrays.stream(coupons).forEach(buffer::putInt);
    }
    return ByteString.copyFrom(bytes);
  }
}
