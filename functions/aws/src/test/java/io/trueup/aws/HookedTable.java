package io.trueup.aws;

import io.trueup.port.Condition;
import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Outcome;
import io.trueup.port.Range;
import io.trueup.port.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A table at whose writes a test may interfere: before one and after it. */
record HookedTable(Table inner, Hook hook) implements Table {

  /** What happens around a write; what it throws is the writer's failure. */
  interface Hook {
    void before();

    void after();
  }

  @Override
  public Optional<Item> read(Key key) {
    return inner.read(key);
  }

  @Override
  public Stream<Item> query(Range range) {
    return inner.query(range);
  }

  @Override
  public Outcome write(Item item, Condition condition) {
    hook.before();
    Outcome outcome = inner.write(item, condition);
    hook.after();
    return outcome;
  }

  @Override
  public void writeAll(List<Item> items) {
    hook.before();
    inner.writeAll(items);
    hook.after();
  }

  @Override
  public Outcome remove(Key key, Condition condition) {
    hook.before();
    Outcome outcome = inner.remove(key, condition);
    hook.after();
    return outcome;
  }
}
