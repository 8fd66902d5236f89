package io.trueup.bench.batch;

import io.trueup.port.Condition;
import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Outcome;
import io.trueup.port.Range;
import io.trueup.port.Removal;
import io.trueup.port.Table;
import io.trueup.port.Tables;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tables that take whatever is written and keep nothing. */
class Sink implements Tables, Table {

  @Override
  public Table table(String name) {
    return this;
  }

  @Override
  public Table create(String name) {
    return this;
  }

  @Override
  public Removal delete(String name) {
    return Removal.GONE;
  }

  @Override
  public List<String> list(String prefix) {
    return List.of();
  }

  @Override
  public Optional<Item> read(Key key) {
    return Optional.empty();
  }

  @Override
  public Stream<Item> query(Range range) {
    return Stream.empty();
  }

  @Override
  public Outcome write(Item item, Condition condition) {
    return new Outcome.Written();
  }

  @Override
  public void writeAll(List<Item> items) {}

  @Override
  public Outcome remove(Key key, Condition condition) {
    return new Outcome.Written();
  }
}
