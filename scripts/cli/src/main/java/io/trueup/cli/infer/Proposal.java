package io.trueup.cli.infer;

import io.trueup.cli.Lines;
import io.trueup.definition.Field;
import io.trueup.definition.PipelineFolder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.SchemaFormatter;

/** A proposed pipeline folder: its files by name, and what was decided and why. */
public record Proposal(String pipeline, Map<String, byte[]> files, List<String> decisions) {

  /** The events of the sample that are kept beside the pipeline. */
  private static final int KEPT = 1_000;

  private static final int SHOWN = 5;

  /** Proposes a pipeline for the events in a file; fails when that can't be done. */
  public static Proposal of(String file, String pipeline, Lines lines) {
    Sample sample = Sample.read(file, lines);
    Kinds kinds = Kinds.of(sample);
    List<EventDraft> drafts = new ArrayList<>();
    kinds
        .byValue()
        .forEach(
            (value, entries) -> {
              String name = free(drafts, Words.name(lastWords(value), "event"));
              drafts.add(EventDraft.of(name, value, entries, sample.shapes()));
            });
    Map<String, byte[]> files = new LinkedHashMap<>();
    String yaml = yaml(file, pipeline, sample, kinds.discriminator(), drafts);
    files.put(PipelineFolder.PIPELINE_FILE, yaml.getBytes(StandardCharsets.UTF_8));
    for (EventDraft draft : drafts) {
      String schema = SchemaFormatter.format("json/pretty", draft.schema()) + "\n";
      files.put(draft.name() + ".avsc", schema.getBytes(StandardCharsets.UTF_8));
    }
    files.put("sample.jsonl", kept(sample));
    return new Proposal(pipeline, files, decisions(sample, kinds, drafts));
  }

  /** Of {@code com.acme.order.placed} the last two. */
  private static String lastWords(String value) {
    String[] words = value.split("\\.", -1);
    return words.length <= 2 ? value : words[words.length - 2] + "_" + words[words.length - 1];
  }

  private static String free(List<EventDraft> taken, String name) {
    String free = name;
    for (int i = 2; isTaken(taken, free); i++) {
      free = name + "_" + i;
    }
    return free;
  }

  private static boolean isTaken(List<EventDraft> taken, String name) {
    return taken.stream().anyMatch(draft -> draft.name().equals(name));
  }

  private static byte[] kept(Sample sample) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (Sample.Entry entry : sample.entries().stream().limit(KEPT).toList()) {
      text.writeBytes(entry.text());
      text.write('\n');
    }
    return text.toByteArray();
  }

  private static List<String> decisions(Sample sample, Kinds kinds, List<EventDraft> drafts) {
    List<String> decisions = new ArrayList<>();
    long wrapped = sample.entries().stream().filter(entry -> entry.envelope().isPresent()).count();
    if (wrapped > 0) {
      decisions.add(
          "%,d events came in CloudEvents envelopes: what counts is their data".formatted(wrapped));
    }
    kinds
        .discriminator()
        .ifPresent(
            name ->
                decisions.add("%d event types, told apart by '%s'".formatted(drafts.size(), name)));
    for (EventDraft draft : drafts) {
      decisions.add("%s, %,d events".formatted(draft.name(), draft.count()));
      draft.reasons().forEach(reason -> decisions.add("  " + reason));
    }
    if (!sample.unread().isEmpty()) {
      decisions.add("%,d lines are no events, the first:".formatted(sample.unread().size()));
      sample.unread().stream().limit(SHOWN).forEach(line -> decisions.add("  " + line));
    }
    return decisions;
  }

  private static String yaml(
      String file,
      String pipeline,
      Sample sample,
      Optional<String> discriminator,
      List<EventDraft> drafts) {
    List<String> lines = new ArrayList<>();
    lines.add(
        Words.comment(
            "Proposed by `trueup init` from the first %,d events of %s. Change what you like;"
                .formatted(sample.entries().size(), file)));
    lines.add(Words.comment("`trueup validate` checks it, `trueup try` shows its numbers."));
    lines.add("pipeline: " + Words.yaml(pipeline));
    discriminator.ifPresent(
        name -> {
          lines.add("");
          lines.add(Words.comment("The member whose text tells the event types apart."));
          lines.add("discriminator: " + Words.yaml(name));
        });
    lines.add("");
    lines.add("events:");
    drafts.forEach(draft -> event(lines, draft));
    lines.add("");
    lines.add("views:");
    drafts.forEach(draft -> views(lines, draft, drafts.size() > 1 ? draft.name() + "_" : ""));
    return lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }

  private static void event(List<String> lines, EventDraft draft) {
    draft.reasons().forEach(reason -> lines.add("  " + Words.comment(reason)));
    boolean isNamed = draft.value().isEmpty() || draft.value().equals(draft.name());
    lines.add(
        "  %s: { %sschema: %s.avsc, id: %s, time: %s, key: %s }"
            .formatted(
                draft.name(),
                isNamed ? "" : "is: %s, ".formatted(Words.yaml(draft.value())),
                draft.name(),
                Words.yaml(draft.id().path()),
                Words.yaml(draft.time().path()),
                Words.yaml(draft.key().path())));
  }

  private static void views(List<String> lines, EventDraft draft, String prefix) {
    Optional<Field> by = draft.dimensions().stream().findFirst();
    by.ifPresent(
        field ->
            view(
                lines,
                draft,
                prefix + "by_" + Words.name(field.path(), "key"),
                Words.yaml(field.path()),
                "5m: 7d, 1h: 90d, 1d: forever"));
    view(lines, draft, prefix + "total", "", "1h: 90d, 1d: forever");
  }

  private static void view(
      List<String> lines, EventDraft draft, String name, String by, String every) {
    String what = draft.number().map(number -> " and %s".formatted(number.path())).orElse("");
    lines.add(
        "  "
            + Words.comment(
                "How many events%s%s; every: size of bucket, and how long it is answered."
                    .formatted(what, by.isEmpty() ? "" : ", for each " + by)));
    lines.add("  %s:".formatted(name));
    lines.add("    from: " + draft.name());
    lines.add("    by: [%s]".formatted(by));
    lines.add("    every: { %s }".formatted(every));
    lines.add("    measures:");
    lines.add("      events: count()");
    draft
        .number()
        .ifPresent(
            number -> {
              String measure = Words.name(number.path(), "value");
              lines.add("      %s_sum: sum(%s)".formatted(measure, number.path()));
              lines.add("      %s_mean: mean(%s)".formatted(measure, number.path()));
            });
  }
}
