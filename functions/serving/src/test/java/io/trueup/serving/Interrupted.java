package io.trueup.serving;

import io.trueup.port.Condition;
import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.MissingTableException;
import io.trueup.port.Outcome;
import io.trueup.port.Range;
import io.trueup.port.Table;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A table that only is read, and before whose every read, and every item of one, something may
 * happen; a table that is removed meanwhile gives no more items.
 */
record Interrupted(Table table, Runnable before, Runnable missing) implements Table {

  @Override
  public Optional<Item> read(Key key) {
    before.run();
    return seen(() -> table.read(key));
  }

  @Override
  public Stream<Item> query(Range range) {
    before.run();
    return seen(() -> table.query(range)).peek(item -> read(item.key()));
  }

  private <T> T seen(Supplier<T> read) {
    try {
      return read.get();
    } catch (MissingTableException removed) {
      missing.run();
      throw removed;
    }
  }

  @Override
  public Outcome write(Item item, Condition condition) {
    throw new UnsupportedOperationException("a reader writes " + item.key());
  }

  @Override
  public void writeAll(List<Item> items) {
    throw new UnsupportedOperationException("a reader writes");
  }

  @Override
  public Outcome remove(Key key, Condition condition) {
    throw new UnsupportedOperationException("a reader removes " + key);
  }
}
