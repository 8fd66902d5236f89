package io.trueup.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trueup.demo.check.Api;
import io.trueup.demo.check.CellId;
import io.trueup.demo.check.Comparison;
import io.trueup.demo.check.Comparison.Demand;
import io.trueup.demo.check.Row;
import io.trueup.demo.check.Wrong;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/**
 * A client that reads all keys of a view in small pages, over and over, and holds every whole
 * answer to what it must be. Pages that name two versions are a fault; a page whose version is no
 * longer kept ends that read, and the next begins anew.
 */
record StormReader(
    Api api,
    String view,
    String every,
    Map<CellId, Map<String, JsonNode>> expected,
    BooleanSupplier goesOn)
    implements Callable<StormReader.Seen> {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 40;

  /** What a reader met: whole answers, those cut off, versions by generation, and faults. */
  record Seen(int answers, int gone, Map<Long, Set<String>> versions, List<String> faults) {}

  @Override
  public Seen call() throws IOException {
    int answers = 0;
    int gone = 0;
    Map<Long, Set<String>> versions = new TreeMap<>();
    List<String> faults = new ArrayList<>();
    while (goesOn.getAsBoolean()) {
      Read read = read(faults);
      read.versions()
          .forEach(
              (generation, names) ->
                  versions.computeIfAbsent(generation, none -> new TreeSet<>()).addAll(names));
      if (!read.isWhole()) {
        gone++;
        continue;
      }
      answers++;
      if (read.versions().size() > 1) {
        faults.add("one read of %s by %s".formatted(view, read.versions()));
      }
      new Comparison(Demand.ANY)
          .compare(expected, read.rows()).stream().map(Wrong::toString).forEach(faults::add);
    }
    return new Seen(answers, gone, versions, faults);
  }

  /** One read to its end, or to the page that was answered with 410. */
  private record Read(List<Row> rows, Map<Long, Set<String>> versions, Api.Reply last) {
    boolean isWhole() {
      return last.status() == 200;
    }
  }

  private Read read(List<String> faults) throws IOException {
    List<Row> rows = new ArrayList<>();
    Map<Long, Set<String>> versions = new TreeMap<>();
    String token = "";
    while (true) {
      Map<String, String> query = new LinkedHashMap<>();
      query.put("every", every);
      query.put("limit", String.valueOf(PAGE));
      if (!token.isEmpty()) {
        query.put("page", token);
      }
      URI address = api.address("/v1/views/" + view, query);
      Api.Reply reply = api.call(address);
      if (reply.status() != 200) {
        if (reply.status() != 410 || token.isEmpty()) {
          faults.add("%s answered %d: %s".formatted(address, reply.status(), reply.body()));
        }
        return new Read(rows, versions, reply);
      }
      JsonNode page = JSON.readTree(reply.body());
      JsonNode certificate = page.required("certificate");
      versions
          .computeIfAbsent(certificate.required("generation").longValue(), none -> new TreeSet<>())
          .add(certificate.required("version").asText());
      JsonNode one = page.path("key");
      for (JsonNode row : page.required("rows")) {
        JsonNode key = one.isMissingNode() ? row.required("key") : one;
        rows.add(Row.read(view, every, CellId.Key.of(key), row));
      }
      token = page.path("next").asText("");
      if (token.isEmpty()) {
        return new Read(rows, versions, reply);
      }
    }
  }
}
