package io.trueup.aggregate;

import com.google.protobuf.ByteString;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.datasketches.common.SketchesException;
import org.jspecify.annotations.Nullable;

/**
 * An aggregator whose states are of bounded size and whose numbers are estimates, and which says
 * the exact number where all values are at hand. States that hold the same values may differ, in
 * their bounds too, with the order and the grouping; the exact number lies within those of each.
 *
 * @param <S> an immutable state
 */
interface Sketch<S> extends Aggregator<S> {

  /** Where the exact number lies; null when there is none, or when it stands in the number. */
  @Nullable Bounds bounds(S state);

  /** The exact number. */
  @Nullable Object exact(Census census);

  /** The state of all values. */
  S condense(Census census);

  void writeExact(@Nullable Object number, DataOutput out) throws IOException;

  /** Reads what {@link #writeExact} wrote. */
  @Nullable Object readExact(DataInput in) throws IOException;

  /** Reads a sketch's bytes, at most so many; fails unless the library can read them too. */
  static ByteString readBytes(int most, DataInput in, String what, Consumer<ByteString> library)
      throws IOException {
    ByteString bytes = ByteString.copyFrom(Varint.readBytes(most, in));
    try {
      library.accept(bytes);
      return bytes;
    } catch (SketchesException | IndexOutOfBoundsException broken) {
      throw new IOException("%s of %d bytes".formatted(what, bytes.size()), broken);
    }
  }
}
