package io.trueup.aggregate;

import com.google.protobuf.ByteString;
import io.trueup.definition.Kind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.datasketches.common.ArrayOfItemsSerDe;
import org.apache.datasketches.common.ArrayOfStringsSerDe;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.ItemsSketch;
import org.apache.datasketches.memory.Memory;
import org.jspecify.annotations.Nullable;

/**
 * The values of a field that occur most often, at most {@code limit} of them: the most frequent
 * first, of equally frequent ones the one whose text comes first. A value's text has at most 256
 * bytes, see {@link Texts}. The sketch is one of frequent items: exact up to 192 different values
 * (a limit over 32: 384, over 64: 768); beyond, each count is off by at most 1.4 % (0.7 %, 0.35 %)
 * of all values, and carries its own bounds, which always hold. A value that occurs less often than
 * that may be missing.
 */
record Top(Kind kind, int limit) implements Sketch<ByteString> {

  private static final Comparator<Frequent> ORDER =
      Comparator.comparingLong(Frequent::count)
          .reversed()
          .thenComparing(frequent -> Values.text(frequent.value()), Texts.ORDER);

  private static final ArrayOfItemsSerDe<String> TEXTS = new ArrayOfStringsSerDe();

  /** The library's preamble, and per value a count, a length and a text. */
  private static final int PREAMBLE = 32;

  private static final int A_VALUE = 8 + 4 + Texts.LONGEST;

  @Override
  public String id() {
    return "top-%s-%d/1".formatted(kind.name().toLowerCase(Locale.ROOT), limit);
  }

  @Override
  public ByteString empty() {
    return bytes(started());
  }

  @Override
  public ByteString add(ByteString state, @Nullable Object value, Origin origin) {
    if (value == null) {
      return state;
    }
    ItemsSketch<String> sketch = sketch(state);
    sketch.update(text(value));
    return bytes(sketch);
  }

  @Override
  public ByteString merge(ByteString one, ByteString other) {
    ItemsSketch<String> here = sketch(one);
    ItemsSketch<String> there = sketch(other);
    // The library passes over a sketch that keeps no value, and over how far off its counts are.
    if (!there.isEmpty()) {
      return bytes(here.merge(there));
    }
    return here.isEmpty() ? bare(here, there) : bytes(there.merge(here));
  }

  @Override
  public ByteString condense(Census census) {
    ItemsSketch<String> sketch = started();
    census.inOrder().forEach(each -> sketch.update(text(each.getKey()), each.getValue()));
    return bytes(sketch);
  }

  @Override
  public Object value(ByteString state) {
    return most(
        Arrays.stream(sketch(state).getFrequentItems(ErrorType.NO_FALSE_NEGATIVES))
            .map(
                row ->
                    new Frequent(
                        Values.parse(kind, row.getItem()),
                        row.getEstimate(),
                        row.getLowerBound(),
                        row.getUpperBound())));
  }

  /** Of as many values, with bounds of each value's count that have a number in common. */
  @Override
  public boolean agrees(ByteString one, ByteString other) {
    ItemsSketch<String> here = sketch(one);
    ItemsSketch<String> there = sketch(other);
    return here.getStreamLength() == there.getStreamLength()
        && overlap(here, there)
        && overlap(there, here);
  }

  /** Of the values that the first one keeps. */
  private static boolean overlap(ItemsSketch<String> here, ItemsSketch<String> there) {
    return Arrays.stream(here.getFrequentItems(ErrorType.NO_FALSE_NEGATIVES))
        .allMatch(
            row ->
                row.getLowerBound() <= there.getUpperBound(row.getItem())
                    && there.getLowerBound(row.getItem()) <= row.getUpperBound());
  }

  /** None beside those in the number. */
  @Override
  public @Nullable Bounds bounds(ByteString state) {
    return null;
  }

  @Override
  public Object exact(Census census) {
    return most(
        census.counts().entrySet().stream()
            .map(each -> exact(Values.parse(kind, text(each.getKey())), each.getValue())));
  }

  private static Frequent exact(Object value, long count) {
    return new Frequent(value, count, count, count);
  }

  private List<Frequent> most(Stream<Frequent> all) {
    return all.sorted(ORDER).limit(limit).toList();
  }

  @Override
  public void write(ByteString state, DataOutput out) throws IOException {
    Varint.writeBytes(state.toByteArray(), out);
  }

  @Override
  public ByteString read(DataInput in) throws IOException {
    return Sketch.readBytes(largestSketch(), in, "frequent items", Top::sketch);
  }

  @Override
  public void writeExact(@Nullable Object number, DataOutput out) throws IOException {
    List<?> most = number instanceof List<?> list ? list : List.of();
    Varint.write(most.size(), out);
    for (Object each : most) {
      Frequent frequent = (Frequent) each;
      Values.write(Kind.STRING, Values.text(frequent.value()), out);
      Varint.write(frequent.count(), out);
    }
  }

  @Override
  public Object readExact(DataInput in) throws IOException {
    long size = Varint.read(in);
    List<Frequent> most = new ArrayList<>();
    for (long i = 0; i < size; i++) {
      Object value = Values.parse(kind, (String) Values.read(Kind.STRING, in));
      most.add(exact(value, Varint.read(in)));
    }
    return List.copyOf(most);
  }

  @Override
  public int largest() {
    return 3 + largestSketch() + 2 + limit * (2 + Texts.LONGEST + Varint.LONGEST);
  }

  private int largestSketch() {
    return PREAMBLE + started().getMaximumMapCapacity() * A_VALUE;
  }

  private static String text(Object value) {
    return Texts.bounded(Values.text(value));
  }

  private ItemsSketch<String> started() {
    int mapSize = limit <= 32 ? 256 : limit <= 64 ? 512 : 1_024;
    return new ItemsSketch<>(mapSize);
  }

  private static ItemsSketch<String> sketch(ByteString state) {
    return ItemsSketch.getInstance(Memory.wrap(state.toByteArray()), TEXTS);
  }

  private ByteString bytes(ItemsSketch<String> sketch) {
    return sketch.isEmpty()
        ? bare(sketch, started())
        : ByteString.copyFrom(sketch.toByteArray(TEXTS));
  }

  /**
   * The sum of two sketches that keep no value: of equally frequent ones none may be left. The
   * library would write it as one that has seen none either. So its long preamble is written here,
   * with the number of values seen and by how many each count is too low.
   */
  private ByteString bare(ItemsSketch<String> one, ItemsSketch<String> other) {
    byte[] empty = started().toByteArray(TEXTS);
    long seen = one.getStreamLength() + other.getStreamLength();
    if (seen == 0) {
      return ByteString.copyFrom(empty);
    }
    ByteBuffer bytes = ByteBuffer.allocate(PREAMBLE).order(ByteOrder.LITTLE_ENDIAN).put(empty);
    bytes.put(0, (byte) (PREAMBLE / Long.BYTES)).put(5, (byte) 0);
    bytes.putLong(16, seen).putLong(24, one.getMaximumError() + other.getMaximumError());
    return ByteString.copyFrom(bytes.array());
  }
}
