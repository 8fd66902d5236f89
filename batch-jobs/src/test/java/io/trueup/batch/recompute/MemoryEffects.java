package io.trueup.batch.recompute;

import io.trueup.port.Imports;
import io.trueup.port.MemoryObjects;
import io.trueup.port.MemoryTables;
import io.trueup.port.Objects;
import io.trueup.port.Replay;
import io.trueup.port.Table;
import io.trueup.port.Tables;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Effects in the memory of this process, found again by name after they were serialized. */
public record MemoryEffects(String name) implements Effects {

  private static final Map<String, World> WORLDS = new ConcurrentHashMap<>();

  private record World(
      Map<String, MemoryObjects> buckets,
      MemoryTables tables,
      MemoryReplay stream,
      MemoryImports imports,
      AtomicBoolean hasImports) {

    static World fresh() {
      MemoryTables tables = new MemoryTables();
      return new World(
          new ConcurrentHashMap<>(),
          tables,
          new MemoryReplay(),
          new MemoryImports(tables),
          new AtomicBoolean(true));
    }
  }

  public static MemoryEffects fresh() {
    String name = "world " + WORLDS.size();
    WORLDS.put(name, World.fresh());
    return new MemoryEffects(name);
  }

  @Override
  public Objects objects(String bucket) {
    return world().buckets().computeIfAbsent(bucket, any -> new MemoryObjects());
  }

  @Override
  public Table table(String table) {
    return world().tables().table(table);
  }

  @Override
  public Replay stream(String stream) {
    return world().stream();
  }

  /** What the stream keeps: records of shards, in order. */
  MemoryReplay stream() {
    return world().stream();
  }

  @Override
  public Tables segments() {
    return world().tables();
  }

  @Override
  public Optional<Imports> imports(String bucket) {
    return world().hasImports().get() ? Optional.of(world().imports()) : Optional.empty();
  }

  /** The import of the world, of whichever bucket. */
  MemoryImports imported() {
    return world().imports();
  }

  /** From now on nothing can be imported, as on LocalStack. */
  void withoutImports() {
    world().hasImports().set(false);
  }

  private World world() {
    World world = WORLDS.get(name);
    if (world == null) {
      throw new IllegalStateException("no world '%s'".formatted(name));
    }
    return world;
  }
}
