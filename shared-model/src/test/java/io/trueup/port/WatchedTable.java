package io.trueup.port;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A table whose queries a test sees: the ranges asked for, and the streams that are left open. */
public record WatchedTable(Table table, List<Range> asked, AtomicInteger open) implements Table {

  public WatchedTable(Table table) {
    this(table, new ArrayList<>(), new AtomicInteger());
  }

  @Override
  public Stream<Item> query(Range range) {
    asked.add(range);
    open.incrementAndGet();
    return table.query(range).onClose(open::decrementAndGet);
  }

  @Override
  public Optional<Item> read(Key key) {
    return table.read(key);
  }

  @Override
  public Outcome write(Item item, Condition condition) {
    return table.write(item, condition);
  }

  @Override
  public void writeAll(List<Item> items) {
    table.writeAll(items);
  }

  @Override
  public Outcome remove(Key key, Condition condition) {
    return table.remove(key, condition);
  }
}
