package io.trueup.cdk.compute;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trueup.time.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The workflow in Amazon States Language: {@code true-up.asl.json}, the engine's state, and for
 * every task the same retries, time limits and way out, so that none can be without.
 */
final class WorkflowText {

  /** In one order always: a text that differs would be deployed again. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private static final int STEP_SECONDS = 16 * 60; // a minute over the function's own limit
  static final int RECOMPUTE_SECONDS = 6 * 60 * 60;
  private static final int TELL_SECONDS = 2 * 60; // the next run waits for this one's end
  private static final int ANSWER_SECONDS = 24 * 60 * 60;

  private WorkflowText() {}

  static String of(Map<String, Object> recompute, Span gateWait) {
    ObjectNode workflow = read();
    ObjectNode states = workflow.withObject("/States");
    states.withObject("/Wait").put("Seconds", gateWait.millis() / 1_000);
    states.set("Recompute", JSON.<ObjectNode>valueToTree(recompute).put("Next", "Settle"));
    states.properties().forEach(state -> complete(state.getKey(), (ObjectNode) state.getValue()));
    try {
      return JSON.writeValueAsString(workflow);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("workflow as text", e);
    }
  }

  private static void complete(String name, ObjectNode state) {
    if (!state.path("Type").asText().equals("Task")) {
      return;
    }
    List<Map<String, Object>> retries = new ArrayList<>();
    List<Map<String, Object>> ways = new ArrayList<>();
    if (name.equals("Ask")) {
      // Nobody has answered: to ask again would only take longer.
      retries.add(Map.of("ErrorEquals", List.of("States.Timeout"), "MaxAttempts", 0));
      ways.add(Map.of("ErrorEquals", List.of("States.Timeout"), "Next", "Unanswered"));
    }
    retries.add(name.equals("Recompute") ? retry(5, 2) : retry(1, 4));
    ways.add(wayOut(name));
    state.put("TimeoutSeconds", seconds(name));
    state.set("Retry", JSON.valueToTree(retries));
    state.set("Catch", JSON.valueToTree(ways));
  }

  private static int seconds(String name) {
    return switch (name) {
      case "Recompute" -> RECOMPUTE_SECONDS;
      case "Ask" -> ANSWER_SECONDS;
      case "Tell" -> TELL_SECONDS;
      default -> STEP_SECONDS;
    };
  }

  private static Map<String, Object> retry(int seconds, int times) {
    return Map.of(
        "ErrorEquals",
        List.of("States.ALL"),
        "IntervalSeconds",
        seconds,
        "BackoffRate",
        2,
        "MaxAttempts",
        times,
        "JitterStrategy",
        "FULL");
  }

  private static Map<String, Object> wayOut(String name) {
    return Map.of(
        "ErrorEquals",
        List.of("States.ALL"),
        "Assign",
        Map.of("failure", "{% $states.errorOutput %}"),
        "Next",
        next(name));
  }

  /** What a swap is followed by holds nothing up. */
  private static String next(String name) {
    return switch (name) {
      case "Release" -> "Failed";
      case "Tell" -> "Untold";
      case "Untold" -> "Retire";
      default -> "Release";
    };
  }

  private static ObjectNode read() {
    String file = "true-up.asl.json";
    try (InputStream text =
        Objects.requireNonNull(WorkflowText.class.getResourceAsStream(file), file)) {
      return (ObjectNode) JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException("workflow '%s', expected JSON".formatted(file), e);
    }
  }
}
