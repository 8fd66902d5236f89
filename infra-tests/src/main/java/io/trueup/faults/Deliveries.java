package io.trueup.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * How many batches a function was handed since its instance started, how many different ones, and
 * how many of these deliveries failed. Source: the journal that LocalStack's launcher keeps.
 */
public record Deliveries(long all, long distinct, long failed) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public static Deliveries to(StreamFunction function) {
    Path journal = function.instance().resolve("invocations.jsonl");
    long all = 0;
    long failed = 0;
    Set<String> events = new HashSet<>();
    try {
      for (String line : Files.readAllLines(journal)) {
        JsonNode invocation = JSON.readTree(line);
        if (invocation.required("function").textValue().equals(function.name())) {
          all++;
          failed += invocation.required("failed").booleanValue() ? 1 : 0;
          events.add(invocation.required("event").textValue());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("read of the journal " + journal, e);
    }
    return new Deliveries(all, events.size(), failed);
  }

  /** How many batches were handed over again. */
  public long again() {
    return all - distinct;
  }

  /** What came since an earlier count. */
  public Deliveries since(Deliveries before) {
    return new Deliveries(all - before.all, distinct - before.distinct, failed - before.failed);
  }
}
