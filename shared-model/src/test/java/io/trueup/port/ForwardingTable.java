package io.trueup.port;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A table that does what another one does, but for what a test overrides. */
public abstract class ForwardingTable implements Table {

  private final Table table;

  protected ForwardingTable(Table table) {
    this.table = table;
  }

  @Override
  public Optional<Item> read(Key key) {
    return table.read(key);
  }

  @Override
  public Stream<Item> query(Range range) {
    return table.query(range);
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
