package io.trueup.demo.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trueup.demo.host.Checkout;
import io.trueup.demo.host.Failure;
import io.trueup.demo.host.Logs;
import io.trueup.demo.send.Tap;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The judge of any pipeline: the Python program {@code infra-tests/oracle}, which reads the
 * pipeline's files by itself. It is given the records as they stand in the stream. For one thread.
 */
public final class PythonOracle implements Oracle {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Duration epoch;
  private final Path log;
  private final Process process;
  private final BufferedWriter question;
  private final BufferedReader answer;

  private PythonOracle(Duration epoch, Path log, Process process) {
    this.epoch = epoch;
    this.log = log;
    this.process = process;
    this.question = process.outputWriter(StandardCharsets.UTF_8);
    this.answer = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts one for a pipeline with epochs of a length; what it complains of goes to a log. */
  public static PythonOracle start(Checkout checkout, Path pipeline, Duration epoch, Path log) {
    List<String> words =
        List.of(
            checkout.oracle().toString(), pipeline.toString(), String.valueOf(epoch.toMillis()));
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      Process process =
          new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.to(log.toFile())).start();
      return new PythonOracle(epoch, log, process);
    } catch (IOException e) {
      throw new UncheckedIOException("start of %s".formatted(words), e);
    }
  }

  @Override
  public Expected expected(Sent sent, Instant cut) {
    try {
      for (Tap.Tapped tapped : sent.tap().read(sent.outstanding())) {
        say(record(tapped));
      }
      say(Map.of("cut", cut.toEpochMilli() / epoch.toMillis()));
      question.flush();
      return answer();
    } catch (IOException e) {
      throw new Failure(
          "the oracle ended: %s; the end of %s:%n%s"
              .formatted(e.getMessage(), log, Logs.tail(log, 20)));
    }
  }

  private static Map<String, Object> record(Tap.Tapped tapped) {
    return Map.of(
        "shard", tapped.shard(),
        "seq", tapped.record().position().sequence().toString(),
        "sub", tapped.record().position().index(),
        "arrival", tapped.arrival(),
        "data", tapped.record().data());
  }

  private void say(Map<String, Object> line) throws IOException {
    question.write(JSON.writeValueAsString(line));
    question.newLine();
  }

  private Expected answer() throws IOException {
    Expected.Builder expected = new Expected.Builder();
    while (true) {
      String text = answer.readLine();
      if (text == null) {
        throw new IOException("its output is over");
      }
      JsonNode line = JSON.readTree(text);
      if (line.has("end")) {
        JsonNode end = line.required("end");
        end.required("causes")
            .properties()
            .forEach(cause -> expected.repeats(cause.getKey(), cause.getValue().longValue()));
        return expected.build(remark(end));
      }
      CellId cell =
          new CellId(
              line.required("view").textValue(),
              line.required("every").textValue(),
              CellId.Key.of(line.required("key")),
              Instant.parse(line.required("bucket").textValue()));
      if (line.required("hidden").booleanValue()) {
        expected.hidden(cell);
      } else {
        expected.cell(cell, measures(line), line.required("events").longValue());
      }
    }
  }

  private static Map<String, JsonNode> measures(JsonNode line) {
    Map<String, JsonNode> measures = new TreeMap<>();
    line.required("measures")
        .properties()
        .forEach(entry -> measures.put(entry.getKey(), measure(entry.getValue())));
    return measures;
  }

  private static JsonNode measure(JsonNode value) {
    for (JsonNode each : value.path("frequent")) {
      ((ObjectNode) each).set("value", measure(each.required("value")));
    }
    return value.has("decimal")
        ? DecimalNode.valueOf(new BigDecimal(value.required("decimal").textValue()))
        : value;
  }

  private static String remark(JsonNode end) {
    return "oracle: %s events accepted, %s of them repeats, of which %s still count live; rejected %s"
        .formatted(
            end.required("accepted"),
            end.required("repeats"),
            end.required("live_repeats"),
            end.required("rejected"));
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
