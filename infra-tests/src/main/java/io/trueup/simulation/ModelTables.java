package io.trueup.simulation;

import io.trueup.port.MissingTableException;
import io.trueup.port.Removal;
import io.trueup.port.Table;
import io.trueup.port.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** The model of the tables that are made and removed at run time. */
final class ModelTables implements Tables {

  private final TreeMap<String, ModelTable> tables = new TreeMap<>();
  private final LongSupplier now;
  private final Turns calls;

  ModelTables(LongSupplier now, Turns calls) {
    this.now = now;
    this.calls = calls;
  }

  @Override
  public Table table(String name) {
    return new ModelView("segment", () -> there(name), calls, () -> {});
  }

  @Override
  public Table create(String name) {
    calls.write("create", () -> tables.putIfAbsent(name, new ModelTable(now)) == null);
    return table(name);
  }

  @Override
  public Removal delete(String name) {
    calls.write("delete", () -> tables.remove(name) != null);
    return Removal.GONE;
  }

  @Override
  public List<String> list(String prefix) {
    return calls.read("list tables", this::names).stream()
        .filter(name -> name.startsWith(prefix))
        .toList();
  }

  /** The tables that are there. */
  List<String> names() {
    return List.copyOf(tables.keySet());
  }

  /** What is stored in all of them. */
  Digest digest() {
    List<Object> digests = new ArrayList<>();
    tables.forEach(
        (name, table) -> {
          digests.add(name);
          digests.add(table.digest());
        });
    return Digest.of(digests);
  }

  private ModelTable there(String name) {
    ModelTable table = tables.get(name);
    if (table == null) {
      throw new MissingTableException(name, null);
    }
    return table;
  }
}
