package io.trueup.batch.recompute;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trueup.port.Condition;
import io.trueup.port.Imported;
import io.trueup.port.Imports;
import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.MemoryTable;
import io.trueup.port.MemoryTables;
import io.trueup.port.Value;
import io.trueup.store.Json;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;

/**
 * An import that reads the very objects and puts their items into a table of memory, as DynamoDB
 * says that it does: of two items of a key one is left. How it ends a test may change.
 */
final class MemoryImports implements Imports {

  private final MemoryTables tables;
  private final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
  private final Map<String, String> likes = new TreeMap<>();
  private final List<String> written = new ArrayList<>();
  private UnaryOperator<Imported> end = ended -> ended;
  private Runnable beforeMaking = () -> {};
  private Consumer<MemoryTable> beforeAbout = table -> {};
  private Runnable beforeForgetting = () -> {};

  MemoryImports(MemoryTables tables) {
    this.tables = tables;
  }

  /** Changes what imports come to. */
  void ending(UnaryOperator<Imported> changed) {
    end = changed;
  }

  /** What happens once all objects are written. */
  void beforeMaking(Runnable todo) {
    beforeMaking = todo;
  }

  /** What happens to a table once it is made. */
  void beforeAbout(Consumer<MemoryTable> todo) {
    beforeAbout = todo;
  }

  void copy(String object, String to) {
    objects.put(to, objects.get(object));
  }

  void beforeForgetting(Runnable todo) {
    beforeForgetting = todo;
  }

  /** Every object that was ever written, in order. */
  List<String> everWritten() {
    return written;
  }

  /** An object that somebody else wrote. */
  void put(String object, byte[] content) {
    objects.put(object, content);
  }

  Map<String, String> likes() {
    return likes;
  }

  /** The lines of an object, unzipped. */
  List<String> lines(String object) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(new ByteArrayInputStream(objects.get(object))), UTF_8))) {
      return in.lines().toList();
    } catch (IOException broken) {
      throw new UncheckedIOException(object, broken);
    }
  }

  @Override
  public void write(String table, String object, Path content) {
    try {
      synchronized (written) {
        written.add(Imports.prefix(table) + object);
      }
      objects.put(Imports.prefix(table) + object, Files.readAllBytes(content));
    } catch (IOException broken) {
      throw new UncheckedIOException(object, broken);
    }
  }

  @Override
  public List<String> written(String table) {
    String prefix = Imports.prefix(table);
    return objects.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
  }

  @Override
  public void complete(String table, Optional<String> like) {
    like.ifPresent(other -> likes.put(table, other));
  }

  @Override
  public Imported make(String table) {
    beforeMaking.run();
    MemoryTable made = new MemoryTable();
    long read = 0;
    for (String object : written(table)) {
      for (String line : lines(object)) {
        Item item = item(Json.object(Json.object(line), "Item"));
        made.write(
            item, made.read(item.key()).isPresent() ? item.unchanged("v") : new Condition.Absent());
        read++;
      }
    }
    tables.put(table, made);
    long kept = made.all().size();
    beforeAbout.accept(made);
    return end.apply(
        new Imported(
            "import of " + table,
            Imported.COMPLETED,
            read,
            kept,
            0,
            Optional.empty(),
            Optional.of("/aws-dynamodb/imports")));
  }

  /** Reads what the guide of DynamoDB says, with no code of ours that writes it. */
  private static Item item(Map<?, ?> attributes) {
    Map<String, Value> values = new HashMap<>();
    attributes.forEach(
        (name, typed) -> {
          Map.Entry<?, ?> only = ((Map<?, ?>) typed).entrySet().iterator().next();
          String text = (String) only.getValue();
          values.put(
              (String) name,
              switch ((String) only.getKey()) {
                case "S" -> new Value.Text(text);
                case "N" -> new Value.Whole(Long.parseLong(text));
                case "B" -> new Value.Bytes(Base64.getDecoder().decode(text));
                default -> throw new IllegalStateException("type " + only.getKey());
              });
        });
    String pk = ((Value.Text) values.remove("pk")).text();
    String sk = ((Value.Text) values.remove("sk")).text();
    return new Item(new Key(pk, sk), values, OptionalLong.empty());
  }

  @Override
  public void forget(String table) {
    beforeForgetting.run();
    written(table).forEach(objects::remove);
  }
}
