package io.trueup.demo.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.demo.host.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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

  /** What came of a check: the oracle's number of cells, what is wrong, all rows as answered. */
  public record Result(long cells, List<Wrong> wrong, List<Row> rows) {}

  /** {@code read} is told how many rows were read so far. */
  public Result run(
      Map<CellId, Map<String, JsonNode>> expected, Comparison.Demand demand, LongConsumer read) {
    AtomicLong count = new AtomicLong();
    LongConsumer page = rows -> read.accept(count.addAndGet(rows));
    ExecutorService pool = Executors.newFixedThreadPool(clients);
    try {
      Map<String, List<String>> views = api.views();
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
              alone.add(pool.submit(() -> answer(question)));
            }
          });
      List<Row> rows = joined(sweeps);
      List<Wrong> wrong = new Comparison(demand).compare(expected, rows);
      wrong.addAll(contradictions(rows, joined(alone)));
      return new Result(expected.size(), wrong, rows);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("the check was interrupted");
    } finally {
      pool.shutdownNow();
    }
  }

  /** What a key is answered alone; a listed key without rows is a row that nobody else has. */
  private List<Row> answer(Question question) {
    List<Row> rows = api.answer(question).rows();
    if (rows.isEmpty()) {
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
