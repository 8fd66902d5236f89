package io.trueup.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.aggregate.Frequent;
import io.trueup.aggregate.Measures;
import io.trueup.aggregate.State;
import io.trueup.consume.TransactionOracle.Cell;
import io.trueup.definition.Folders;
import io.trueup.definition.Pipeline;
import io.trueup.definition.PipelineFolder;
import io.trueup.definition.View;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import io.trueup.port.Item;
import io.trueup.port.MemoryShards;
import io.trueup.port.MemoryTable;
import io.trueup.port.Workers;
import io.trueup.store.CellKey;
import io.trueup.store.Delta;
import io.trueup.store.Layer;
import io.trueup.store.Library;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The live numbers of a pipeline of everything: several types, nested, nullable, exact, odd keys.
 */
class AnyPipelineTest {

  private static final long ARRIVAL = Instant.parse("2024-11-23T12:00:00Z").toEpochMilli();
  private static final Epochs EPOCHS = new Epochs(Span.parse("5m"));

  private final MemoryTable hot = new MemoryTable();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void consume_eventsOfEveryForm_numbersAsTheOracles(long seed) throws IOException {
    Random random = new Random(seed);
    TransactionOracle oracle = new TransactionOracle();
    List<StreamRecord> records = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      Transaction transaction = Transaction.random(i, ARRIVAL, random);
      oracle.add(transaction);
      byte[] data = transaction.json(random).getBytes(UTF_8);
      records.add(new StreamRecord(new Position(Integer.toString(i + 1), 0), ARRIVAL + i, data));
    }
    Pipeline payments =
        Folders.pipeline(PipelineFolder.load(Folders.examples().resolve("payments")));

    consume(payments, records);

    Map<Cell, Map<String, String>> found = new HashMap<>();
    payments.views().forEach(view -> found.putAll(cells(view)));
    assertThat(found).as("seed %d", seed).isEqualTo(oracle.cells());
    assertThat(found.keySet())
        .extracting(Cell::view)
        .contains(payments.views().stream().map(View::name).toArray(String[]::new));
  }

  private void consume(Pipeline pipeline, List<StreamRecord> records) {
    MemoryShards shards = new MemoryShards(1);
    new ShardConsumer(
            new MemoryTable(),
            shards,
            Layer.SPEED,
            Library.of(pipeline),
            EPOCHS,
            new Deltas(hot, Library.of(pipeline), EPOCHS, Span.parse("14d"), Workers.inOrder()))
        .consume(shards.list().get(0).id(), records, () -> false);
  }

  /** A view's cells, of all its deltas. */
  private Map<Cell, Map<String, String>> cells(View view) {
    Measures measures = new Measures(view);
    Map<Cell, State> states = new HashMap<>();
    for (Item item : hot.all()) {
      if (item.key().partition().startsWith("delta|" + view.fingerprint() + "|")) {
        CellKey key = new CellKey(item.text("key"));
        Cell cell = new Cell(view.name(), key.values(), bucket(item.key().sort()));
        states.merge(cell, measures.decode(Delta.read(item).state()), measures::merge);
      }
    }
    Map<Cell, Map<String, String>> cells = new HashMap<>();
    states.forEach(
        (cell, state) -> {
          Map<String, String> numbers = new TreeMap<>();
          measures.values(state).forEach((name, value) -> numbers.put(name, text(value)));
          cells.put(cell, numbers);
        });
    return cells;
  }

  /** The second part of a delta's sort key, whose sign bit is flipped. */
  private static long bucket(String sort) {
    return Long.parseUnsignedLong(sort.split("\\|", -1)[1], 16) ^ Long.MIN_VALUE;
  }

  private static String text(@Nullable Object value) {
    if (value instanceof List<?> most) {
      return most.stream()
          .map(each -> (Frequent) each)
          .map(frequent -> frequent.value() + " " + frequent.count())
          .toList()
          .toString();
    }
    if (value instanceof Double number) {
      return TransactionOracle.plain(new BigDecimal(number));
    }
    return value instanceof BigDecimal number
        ? TransactionOracle.plain(number)
        : String.valueOf(value);
  }
}
