package io.trueup.consume;

import io.trueup.port.Condition;
import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Outcome;
import io.trueup.port.Range;
import io.trueup.port.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A table whose every use a test sees, and may let fail or have something else happen before. */
record HookedTable(Table table, Hook hook) implements Table {

  /** Sees each use; what it throws is what the use fails with. */
  interface Hook {

    default void beforeRead() {}

    default void beforeWrite(Item item) {}

    /** The write is carried out: what fails here is its acknowledgement. */
    default void afterWrite(Item item) {}
  }

  /** An attempt that has done all of its batch ends before its ledger. */
  static final Hook DIES_AT_LEDGER =
      new Hook() {
        @Override
        public void beforeWrite(Item item) {
          if (item.key().partition().startsWith("ledger|")) {
            throw new IllegalStateException("out of memory");
          }
        }
      };

  @Override
  public Optional<Item> read(Key key) {
    hook.beforeRead();
    return table.read(key);
  }

  @Override
  public Stream<Item> query(Range range) {
    hook.beforeRead();
    return table.query(range);
  }

  @Override
  public Outcome write(Item item, Condition condition) {
    hook.beforeWrite(item);
    Outcome outcome = table.write(item, condition);
    hook.afterWrite(item);
    return outcome;
  }

  /** One by one, so that any part of them may be written when one fails. */
  @Override
  public void writeAll(List<Item> items) {
    for (Item item : items) {
      hook.beforeWrite(item);
      table.writeAll(List.of(item));
      hook.afterWrite(item);
    }
  }

  @Override
  public Outcome remove(Key key, Condition condition) {
    return table.remove(key, condition);
  }
}
