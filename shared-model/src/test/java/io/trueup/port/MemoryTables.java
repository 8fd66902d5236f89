package io.trueup.port;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** Tables in memory, by name. */
public final class MemoryTables implements Tables {

  private final ConcurrentSkipListMap<String, MemoryTable> tables = new ConcurrentSkipListMap<>();
  private final Map<String, String> likes = new ConcurrentHashMap<>();
  private final Set<String> making = ConcurrentHashMap.newKeySet();

  @Override
  public Table table(String name) {
    return new Named(name);
  }

  @Override
  public Table create(String name) {
    tables.putIfAbsent(name, new MemoryTable());
    return table(name);
  }

  @Override
  public Table createLike(String name, String other) {
    likes.put(name, other);
    return create(name);
  }

  /** The table that one was made like, if any. */
  public Optional<String> like(String name) {
    return Optional.ofNullable(likes.get(name));
  }

  /** Puts a table under a name, over any that has it. */
  public void put(String name, MemoryTable table) {
    tables.put(name, table);
  }

  /** Makes a table stand that is being made, until {@link #ready}. */
  public void making(String name) {
    create(name);
    making.add(name);
  }

  public void ready(String name) {
    making.remove(name);
  }

  @Override
  public Removal delete(String name) {
    if (making.contains(name)) {
      return Removal.BUSY;
    }
    tables.remove(name);
    return Removal.GONE;
  }

  @Override
  public List<String> list(String prefix) {
    return tables.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
  }

  /** What is stored under a name, for a test to look at. */
  public MemoryTable memory(String name) {
    MemoryTable table = tables.get(name);
    if (table == null) {
      throw new MissingTableException(name, null);
    }
    return table;
  }

  /** Whatever table has the name when it is used. */
  private final class Named implements Table {
    private final String name;

    private Named(String name) {
      this.name = name;
    }

    @Override
    public Optional<Item> read(Key key) {
      return memory(name).read(key);
    }

    @Override
    public Stream<Item> query(Range range) {
      return memory(name).query(range);
    }

    @Override
    public Outcome write(Item item, Condition condition) {
      return memory(name).write(item, condition);
    }

    @Override
    public void writeAll(List<Item> items) {
      memory(name).writeAll(items);
    }

    @Override
    public Outcome remove(Key key, Condition condition) {
      return memory(name).remove(key, condition);
    }
  }
}
