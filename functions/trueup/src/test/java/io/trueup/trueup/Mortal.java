package io.trueup.trueup;

import io.trueup.port.Bus;
import io.trueup.port.Condition;
import io.trueup.port.ForwardingTable;
import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Objects;
import io.trueup.port.Outcome;
import io.trueup.port.Removal;
import io.trueup.port.Table;
import io.trueup.port.Tables;
import java.io.InputStream;
import java.util.List;
import java.util.function.Supplier;

/**
 * The life of a worker that ends at one of its changes of the outside, counted from 0: before the
 * change or right after it. From then on nothing of it has any effect.
 */
final class Mortal {

  /** What became of the change at which the worker ends. */
  enum Last {
    NOT_DONE,
    DONE
  }

  /** The end. */
  static final class Death extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final int at;
  private final Last last;
  private int changes;

  Mortal(int at, Last last) {
    this.at = at;
    this.last = last;
  }

  /** One who lives on. */
  static Mortal immortal() {
    return new Mortal(Integer.MAX_VALUE, Last.DONE);
  }

  int changes() {
    return changes;
  }

  Bus bus(Bus real) {
    return notices -> change(() -> real.put(notices));
  }

  private <T> T change(Supplier<T> change) {
    int mine = changes++;
    if (mine > at || (mine == at && last == Last.NOT_DONE)) {
      throw new Death();
    }
    T result = change.get();
    if (mine == at) {
      throw new Death();
    }
    return result;
  }

  private void change(Runnable change) {
    change(
        () -> {
          change.run();
          return this;
        });
  }

  Table table(Table inner) {
    return new ForwardingTable(inner) {
      @Override
      public Outcome write(Item item, Condition condition) {
        return change(() -> super.write(item, condition));
      }

      @Override
      public void writeAll(List<Item> items) {
        change(() -> super.writeAll(items));
      }

      @Override
      public Outcome remove(Key key, Condition condition) {
        return change(() -> super.remove(key, condition));
      }
    };
  }

  Tables tables(Tables inner) {
    return new Tables() {
      @Override
      public Table table(String name) {
        return Mortal.this.table(inner.table(name));
      }

      @Override
      public Table create(String name) {
        return Mortal.this.table(change(() -> inner.create(name)));
      }

      @Override
      public Removal delete(String name) {
        return change(() -> inner.delete(name));
      }

      @Override
      public List<String> list(String prefix) {
        return inner.list(prefix);
      }
    };
  }

  Objects objects(Objects inner) {
    return new Objects() {
      @Override
      public List<String> list(String prefix, String after) {
        return inner.list(prefix, after);
      }

      @Override
      public InputStream read(String key) {
        return inner.read(key);
      }

      @Override
      public void write(String key, byte[] content) {
        change(() -> inner.write(key, content));
      }
    };
  }
}
