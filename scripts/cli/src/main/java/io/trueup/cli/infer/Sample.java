package io.trueup.cli.infer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.cli.Failure;
import io.trueup.cli.Json;
import io.trueup.cli.Lines;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The first events of a file, out of their CloudEvents envelopes, with what could not be read; at
 * most {@link #MOST}.
 */
record Sample(List<Entry> entries, List<String> unread) {

  static final int MOST = 10_000;
  private static final int SHOWN = 5;

  /** An event, its line, and the envelope around it. */
  record Entry(long line, byte[] text, JsonNode event, Optional<JsonNode> envelope) {

    /** A text member of the event or else, as the reader has it, of its envelope. */
    Optional<String> text(String member) {
      return Stream.of(Optional.of(event), envelope)
          .flatMap(Optional::stream)
          .map(node -> node.path(member))
          .filter(JsonNode::isTextual)
          .map(JsonNode::textValue)
          .findFirst();
    }
  }

  Sample {
    entries = List.copyOf(entries);
    unread = List.copyOf(unread);
  }

  static Sample read(String name, Lines lines) {
    List<Entry> entries = new ArrayList<>();
    List<String> unread = new ArrayList<>();
    Optional<Lines.Line> line = lines.next();
    while (line.isPresent() && entries.size() + unread.size() < MOST) {
      try {
        entries.add(entry(line.get()));
      } catch (JsonProcessingException e) {
        unread.add("line %d: no JSON: %s".formatted(line.get().number(), e.getOriginalMessage()));
      } catch (IllegalArgumentException e) {
        unread.add("line %d: %s".formatted(line.get().number(), e.getMessage()));
      }
      line = lines.next();
    }
    if (entries.isEmpty()) {
      throw Failure.wrong(
          "%s: %s, expected one JSON object per line",
          name,
          unread.isEmpty()
              ? "empty"
              : "no line is an event (%s)"
                  .formatted(unread.stream().limit(SHOWN).collect(Collectors.joining("; "))));
    }
    return new Sample(entries, unread);
  }

  private static Entry entry(Lines.Line line) throws JsonProcessingException {
    if (line.isTooLarge()) {
      throw new IllegalArgumentException(
          "%,d bytes, expected at most %,d".formatted(line.length(), Lines.LARGEST));
    }
    JsonNode root = Json.read(line.data());
    boolean wrapped = root.path("specversion").asText().equals("1.0") && root.has("data");
    JsonNode event = wrapped ? root.path("data") : root;
    if (!event.isObject()) {
      throw new IllegalArgumentException(
          "found %s, expected a JSON object"
              .formatted(event.getNodeType().name().toLowerCase(java.util.Locale.ROOT)));
    }
    return new Entry(
        line.number(), line.data(), event, wrapped ? Optional.of(root) : Optional.empty());
  }

  /** Everything that was seen in the events of some entries. */
  static Observed observe(List<Entry> entries) {
    Observed root = new Observed();
    entries.forEach(entry -> root.add(entry.event(), entry.line()));
    return root;
  }

  /** The sets of members that events have, with how many have them, the commonest first. */
  String shapes() {
    Map<List<String>, List<Long>> shapes = new LinkedHashMap<>();
    for (Entry entry : entries) {
      List<String> names =
          entry.event().properties().stream().map(Map.Entry::getKey).sorted().toList();
      shapes.computeIfAbsent(names, none -> new ArrayList<>()).add(entry.line());
    }
    return shapes.entrySet().stream()
        .sorted((one, other) -> other.getValue().size() - one.getValue().size())
        .limit(SHOWN)
        .map(
            shape ->
                "  %,d lines (first %d) have %s"
                    .formatted(
                        shape.getValue().size(),
                        shape.getValue().get(0),
                        shape.getKey().isEmpty()
                            ? "nothing"
                            : String.join(", ", shape.getKey().stream().limit(8).toList())))
        .collect(Collectors.joining("\n"));
  }
}
