package io.trueup.port;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A table whose queries a test sees: the ranges asked for, and the streams that are left open. */
public final class WatchedTable extends ForwardingTable {

  private final List<Range> asked = new ArrayList<>();
  private final AtomicInteger open = new AtomicInteger();

  public WatchedTable(Table table) {
    super(table);
  }

  public List<Range> asked() {
    return asked;
  }

  public AtomicInteger open() {
    return open;
  }

  @Override
  public Stream<Item> query(Range range) {
    asked.add(range);
    open.incrementAndGet();
    return super.query(range).onClose(open::decrementAndGet);
  }
}
