package io.trueup.port;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A table whose queries a test sees: the ranges asked for, the items taken, and the streams that
 * are left open.
 */
public final class WatchedTable extends ForwardingTable {

  private final List<Range> asked = new ArrayList<>();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger taken = new AtomicInteger();

  public WatchedTable(Table table) {
    super(table);
  }

  public List<Range> asked() {
    return asked;
  }

  public AtomicInteger open() {
    return open;
  }

  public AtomicInteger taken() {
    return taken;
  }

  @Override
  public Stream<Item> query(Range range) {
    asked.add(range);
    open.incrementAndGet();
    return super.query(range).peek(item -> taken.incrementAndGet()).onClose(open::decrementAndGet);
  }
}
