package io.trueup.demo.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.demo.host.Failure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * Reads every row that the API has and compares all with the oracle. Views and keys come from the
 * API's own lists: what they have too much is read too, and its rows are wrong.
 */
public record Check(Api api, int clients) {

  /** What came of a check: the oracle's number of cells, what is wrong, all rows as answered. */
  public record Result(long cells, List<Wrong> wrong, List<Row> rows) {}

  /** {@code read} is told how many rows were read so far. */
  public Result run(
      Map<CellId, Map<String, JsonNode>> expected, Comparison.Demand demand, LongConsumer read) {
    List<Row> rows = new ArrayList<>();
    ExecutorService pool = Executors.newFixedThreadPool(clients);
    try {
      List<Future<List<Row>>> answers =
          questions().stream()
              .map(question -> pool.submit(() -> api.answer(question).rows()))
              .toList();
      for (Future<List<Row>> answer : answers) {
        rows.addAll(answer.get());
        read.accept(rows.size());
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("the check was interrupted");
    } finally {
      pool.shutdownNow();
    }
    return new Result(expected.size(), new Comparison(demand).compare(expected, rows), rows);
  }

  private List<Question> questions() {
    List<Question> questions = new ArrayList<>();
    api.views()
        .forEach(
            (view, sizes) ->
                new LinkedHashSet<>(api.keys(view))
                    .forEach(
                        key ->
                            sizes.forEach(every -> questions.add(Question.all(view, every, key)))));
    return questions;
  }
}
