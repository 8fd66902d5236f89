package io.trueup.bench.batch;

import io.trueup.batch.recompute.Effects;
import io.trueup.port.MemoryObjects;
import io.trueup.port.MemoryTables;
import io.trueup.port.Objects;
import io.trueup.port.Replay;
import io.trueup.port.Table;
import io.trueup.port.Tables;
import java.nio.file.Path;

/** The world of a job in one process: an archive in a folder, all else in memory. */
record LocalEffects(String folder) implements Effects {

  private static final long serialVersionUID = 1;

  /** The bucket that holds the definition; any other is the folder. */
  static final String ASSETS = "assets";

  private static final MemoryObjects DEFINITIONS = new MemoryObjects();
  private static final MemoryTables TABLES = new MemoryTables();
  private static Tables made = TABLES;

  /** From now on tables are made of others. */
  static void makeIn(Tables tables) {
    made = tables;
  }

  @Override
  public Objects objects(String bucket) {
    return bucket.equals(ASSETS) ? DEFINITIONS : new FolderObjects(Path.of(folder));
  }

  @Override
  public Table table(String name) {
    return TABLES.create(name);
  }

  @Override
  public Replay stream(String name) {
    throw new UnsupportedOperationException("stream %s: there is none".formatted(name));
  }

  @Override
  public Tables segments() {
    return made;
  }
}
