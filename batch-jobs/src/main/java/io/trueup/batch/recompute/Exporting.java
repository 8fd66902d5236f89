package io.trueup.batch.recompute;

import io.trueup.port.Imports;
import io.trueup.port.Item;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Writes the items of a segment that is to be imported, an object for the strips of each partition
 * and one for each partition of their keys. The objects' names and the strips and keys in each
 * follow from the partition: a task that is tried again, or goes on though it was given up, writes
 * over an object another one of the same strips, whole, and no item ever stands in two. For tasks
 * in any process.
 */
record Exporting(Effects effects, String bucket, String table) implements Serializable {

  /** What a task has written, and the keys of its strips as text, each once. */
  record Written(Loading.Loaded loaded, List<String> keys) implements Serializable {}

  static Exporting of(Job job, Effects effects) {
    return new Exporting(effects, job.archiveBucket(), job.segmentTable());
  }

  /** Where they are written to; fails where no table can be made of objects. */
  Imports imports() {
    return effects
        .imports(bucket)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "load %s by import: there is none here, expected load writes"
                        .formatted(table)));
  }

  /** Writes the strips of a partition. */
  Written strips(int partition, Iterator<Group> groups, Definition definition) {
    try (ItemFile file = new ItemFile()) {
      Strips strips = new Strips(file);
      Loading.Loaded loaded = Loading.load(groups, definition, strips);
      return new Written(loaded.plus(store(file, "strips", partition)), strips.keys);
    }
  }

  /** Writes the directory entries of a partition of keys, in which each stands once. */
  Loading.Loaded directory(int partition, List<String> keys, Definition definition) {
    try (ItemFile file = new ItemFile()) {
      keys.forEach(key -> file.add(StripKey.parse(key).entry(definition.pipeline())));
      return store(file, "keys", partition);
    }
  }

  /** Writes what the segment says of itself. */
  Loading.Loaded about(List<Item> items) {
    try (ItemFile file = new ItemFile()) {
      items.forEach(file::add);
      return store(file, "about", 0);
    }
  }

  private Loading.Loaded store(ItemFile file, String what, int partition) {
    return file.store(imports(), table, "%s-%05d.json.gz".formatted(what, partition));
  }

  private static final class Strips implements Loading.Sink {
    private final ItemFile file;
    private final List<String> keys = new ArrayList<>();

    Strips(ItemFile file) {
      this.file = file;
    }

    @Override
    public void strip(Item item) {
      file.add(item);
    }

    @Override
    public void key(StripKey key) {
      keys.add(key.text());
    }
  }
}
