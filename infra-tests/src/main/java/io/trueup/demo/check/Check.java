package io.trueup.demo.check;

import io.trueup.demo.host.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Reads every row of every view and size that the API has, and compares all with the oracle; then
 * asks for each key that the API lists alone, in the coarsest size, and compares that with what was
 * answered for all keys. Views and keys come from the API's own lists: what they have too much is
 * read too, and is wrong.
 */
public record Check(Api api, int clients) {

  /** What came of a check: what the oracle expected, what is wrong, all rows as answered. */
  public record Result(Expected expected, List<Wrong> wrong, List<Row> rows) {

    /** How many cells must be answered. */
    public long cells() {
      return expected.cells().size();
    }
  }

  /** {@code read} is told how many rows were read so far. */
  public Result run(Expected expected, Comparison.Demand demand, LongConsumer read) {
    AtomicLong count = new AtomicLong();
    LongConsumer page = rows -> read.accept(count.addAndGet(rows));
    ExecutorService pool = Executors.newFixedThreadPool(clients);
    try {
      Map<String, List<String>> views = new LinkedHashMap<>();
      api.views().forEach((name, view) -> views.put(name, view.every()));
      List<Future<List<Row>>> sweeps = new ArrayList<>();
      List<Future<List<Row>>> alone = new ArrayList<>();
      views.forEach(
          (view, sizes) ->
              sizes.forEach(every -> sweeps.add(pool.submit(() -> api.sweep(view, every, page)))));
      views.forEach(
          (view, sizes) -> {
            String coarsest = sizes.get(sizes.size() - 1);
            for (CellId.Key key : api.keys(view)) {
              Question question = Question.all(view, coarsest, key);
              alone.add(pool.submit(() -> answer(question, expected)));
            }
          });
      List<Row> rows = joined(sweeps);
      List<Wrong> wrong = new Comparison(demand).compare(expected.cells(), rows);
      wrong.addAll(contradictions(rows, joined(alone)));
      return new Result(expected, wrong, rows);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("the check was interrupted");
    } finally {
      pool.shutdownNow();
    }
  }

  /**
   * What a key is answered alone; a listed key without rows is a row that nobody else has, unless
   * its cells are hidden.
   */
  private List<Row> answer(Question question, Expected expected) {
    List<Row> rows = api.answer(question).rows();
    if (rows.isEmpty() && !expected.hides(question)) {
      CellId none = new CellId(question.view(), question.every(), question.key(), Instant.EPOCH);
      return List.of(new Row(none, Row.Claim.LIVE, Map.of()));
    }
    return rows;
  }

  private static List<Row> joined(List<Future<List<Row>>> answers)
      throws ExecutionException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (Future<List<Row>> answer : answers) {
      rows.addAll(answer.get());
    }
    return rows;
  }

  /** Rows that the API answers for a key alone and not among all keys, or otherwise. */
  private static List<Wrong> contradictions(List<Row> all, List<Row> alone) {
    Map<CellId, Row> known = new HashMap<>();
    all.forEach(row -> known.put(row.cell(), row));
    List<Wrong> wrong = new ArrayList<>();
    for (Row row : alone) {
      Row other = known.get(row.cell());
      if (!row.equals(other)) {
        wrong.add(
            new Wrong(row.cell(), Wrong.WHOLE, String.valueOf(other), row.measures().toString()));
      }
    }
    return wrong;
  }
}
