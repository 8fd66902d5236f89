package io.trueup.simulation;

import io.trueup.port.Condition;
import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Outcome;
import io.trueup.port.Range;
import io.trueup.port.Table;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A table as actors see it: each call takes a turn, queries are read page by page. */
final class ModelView implements Table {

  /** Small, so that others write between pages. */
  private static final int PAGE = 6;

  private static final int BATCH = 4;

  private final String name;
  private final Supplier<ModelTable> table;
  private final Turns calls;
  private final Runnable written;

  /** {@code written} is run after each write, in its turn. */
  ModelView(String name, Supplier<ModelTable> table, Turns calls, Runnable written) {
    this.name = name;
    this.table = table;
    this.calls = calls;
    this.written = written;
  }

  @Override
  public Optional<Item> read(Key key) {
    return calls.read("read " + name, () -> table.get().read(key));
  }

  @Override
  public Stream<Item> query(Range range) {
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(new Pages(range), Spliterator.ORDERED), false)
        .limit(range.limit());
  }

  @Override
  public Outcome write(Item item, Condition condition) {
    return calls.write(
        "write " + name,
        () -> {
          Outcome outcome = table.get().write(item, condition);
          written.run();
          return outcome;
        });
  }

  @Override
  public void writeAll(List<Item> items) {
    ModelTable.check(items);
    for (int from = 0; from < items.size(); from += BATCH) {
      List<Item> batch = items.subList(from, Math.min(from + BATCH, items.size()));
      calls.write(
          "write all " + name,
          () -> {
            ModelTable there = table.get();
            batch.forEach(there::put);
            return true;
          });
    }
  }

  @Override
  public Outcome remove(Key key, Condition condition) {
    return calls.write("remove " + name, () -> table.get().remove(key, condition));
  }

  private final class Pages implements Iterator<Item> {
    private final Range range;
    private final int most;
    private Iterator<Item> page = List.<Item>of().iterator();
    private @Nullable String last;
    private boolean ended;

    Pages(Range range) {
      this.range = range;
      this.most = Math.min(PAGE, range.limit());
      this.ended = range.isEmpty();
    }

    @Override
    public boolean hasNext() {
      if (!page.hasNext() && !ended) {
        List<Item> next = calls.read("query " + name, () -> table.get().page(range, last, most));
        ended = next.size() < most;
        page = next.iterator();
      }
      return page.hasNext();
    }

    @Override
    public Item next() {
      if (!hasNext()) {
        throw new NoSuchElementException("no item is left in " + range);
      }
      Item item = page.next();
      last = item.key().sort();
      return item;
    }
  }
}
