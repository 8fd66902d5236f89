package io.trueup.aggregate;

import io.trueup.definition.Kind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The value of the earliest or of the latest event that has one, null when none has. Events are in
 * order of their times, those of one millisecond in order of their ids, as text; what is equal in
 * both is in order of the values' texts. So it is exact, and the same whatever the order of
 * arrival. Texts, and ids in the order, are {@link Texts#bounded}.
 */
record ByTime(End end, Kind kind) implements Aggregator<Optional<ByTime.Kept>> {

  /** Which end of time. */
  enum End {
    FIRST,
    LAST
  }

  /** A value with its place in the order. */
  record Kept(long time, String id, Object value) {

    private static final Comparator<Kept> ORDER =
        Comparator.comparingLong(Kept::time)
            .thenComparing(Kept::id, Texts.ORDER)
            .thenComparing(kept -> Values.text(kept.value()), Texts.ORDER);
  }

  @Override
  public String id() {
    return "%s-%s/1"
        .formatted(end == End.FIRST ? "first" : "last", kind.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public Optional<Kept> empty() {
    return Optional.empty();
  }

  @Override
  public Optional<Kept> add(Optional<Kept> state, @Nullable Object value, Origin origin) {
    if (value == null) {
      return state;
    }
    Kept kept = new Kept(origin.time(), Texts.bounded(origin.id()), Values.bounded(value));
    return merge(state, Optional.of(kept));
  }

  @Override
  public Optional<Kept> merge(Optional<Kept> one, Optional<Kept> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    int order = Kept.ORDER.compare(one.get(), other.get());
    return (end == End.FIRST ? order <= 0 : order >= 0) ? one : other;
  }

  @Override
  public @Nullable Object value(Optional<Kept> state) {
    return state.map(Kept::value).orElse(null);
  }

  @Override
  public void write(Optional<Kept> state, DataOutput out) throws IOException {
    out.writeBoolean(state.isPresent());
    if (state.isPresent()) {
      Varint.writeSigned(state.get().time(), out);
      Values.write(Kind.STRING, state.get().id(), out);
      Values.write(kind, state.get().value(), out);
    }
  }

  @Override
  public Optional<Kept> read(DataInput in) throws IOException {
    if (!in.readBoolean()) {
      return Optional.empty();
    }
    long time = Varint.readSigned(in);
    String id = (String) Values.read(Kind.STRING, in);
    return Optional.of(new Kept(time, id, Values.read(kind, in)));
  }

  @Override
  public int largest() {
    return 1 + Varint.LONGEST + Values.largest(Kind.STRING) + Values.largest(kind);
  }
}
