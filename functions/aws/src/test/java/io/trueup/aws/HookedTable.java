package io.trueup.aws;

import io.trueup.port.Condition;
import io.trueup.port.ForwardingTable;
import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Outcome;
import io.trueup.port.Table;
import java.util.List;

/** A table at whose writes a test may interfere: before one and after it. */
final class HookedTable extends ForwardingTable {

  private final Hook hook;

  HookedTable(Table inner, Hook hook) {
    super(inner);
    this.hook = hook;
  }

  /** What happens around a write; what it throws is the writer's failure. */
  interface Hook {
    void before();

    void after();
  }

  @Override
  public Outcome write(Item item, Condition condition) {
    hook.before();
    Outcome outcome = super.write(item, condition);
    hook.after();
    return outcome;
  }

  @Override
  public void writeAll(List<Item> items) {
    hook.before();
    super.writeAll(items);
    hook.after();
  }

  @Override
  public Outcome remove(Key key, Condition condition) {
    hook.before();
    Outcome outcome = super.remove(key, condition);
    hook.after();
    return outcome;
  }
}
