package io.trueup.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.trueup.cli.TextTable.Column;
import io.trueup.cli.TextTable.Side;
import io.trueup.cli.cost.Cost;
import io.trueup.cli.trial.Rejects;
import io.trueup.cli.trial.Trial;
import io.trueup.cli.trial.ViewCells;
import io.trueup.definition.BucketSize;
import io.trueup.definition.Field;
import io.trueup.definition.Kind;
import io.trueup.definition.Measure;
import io.trueup.definition.View;
import io.trueup.time.Span;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a trial came to, for people and as JSON: of all views or of one, in one bucket size or, for
 * people, in each view's largest.
 */
record TrialReport(Trial trial, Optional<View> shown, Optional<Span> size) {

  void print(PrintStream out, int limit) {
    for (ViewCells cells : views()) {
      table(out, cells, limit);
    }
    out.printf(
        Locale.ROOT,
        "%,d lines: %,d accepted, %,d rejected; of the accepted %,d repeated, %,d late%s%n",
        trial.lines(),
        trial.accepted(),
        trial.rejects().count(),
        trial.repeats(),
        trial.late(),
        trial.beats() == 0 ? "" : "; %d heartbeats".formatted(trial.beats()));
    rejects(out);
    if (trial.accepted() > 0) {
      cost(out, Cost.of(trial.load()));
    }
  }

  private List<ViewCells> views() {
    return trial.views().stream()
        .filter(cells -> shown.isEmpty() || shown.get().equals(cells.view()))
        .filter(cells -> size.isEmpty() || cells.has(size.get()))
        .toList();
  }

  private void table(PrintStream out, ViewCells cells, int limit) {
    View view = cells.view();
    Span every = size.orElse(view.every().get(view.every().size() - 1).length());
    List<ViewCells.Cell> rows = cells.of(every);
    out.printf(
        Locale.ROOT,
        "%s, every %s: %s%n",
        view.name(),
        every,
        rows.size() > limit
            ? "the newest %,d of %,d cells".formatted(limit, rows.size())
            : "%,d cells".formatted(rows.size()));
    TextTable table = new TextTable(columns(view));
    for (ViewCells.Cell cell : rows.subList(0, Math.min(limit, rows.size()))) {
      List<String> texts = new ArrayList<>(List.of(Instant.ofEpochMilli(cell.bucket()).toString()));
      cell.key().values().forEach(value -> texts.add(value == null ? "null" : value.toString()));
      cell.values().values().forEach(value -> texts.add(Json.shown(value)));
      table.add(texts);
    }
    table.print(out);
    out.println();
  }

  private static List<Column> columns(View view) {
    List<Column> columns = new ArrayList<>(List.of(new Column("bucket", Side.LEFT)));
    for (Field field : view.by()) {
      columns.add(new Column(field.path(), field.kind() == Kind.LONG ? Side.RIGHT : Side.LEFT));
    }
    for (Measure measure : view.measures()) {
      columns.add(new Column(measure.name(), Side.RIGHT));
    }
    return columns;
  }

  private void rejects(PrintStream out) {
    trial
        .rejects()
        .reasons()
        .forEach(
            (word, reason) -> {
              out.printf(Locale.ROOT, "%n%s: %,d rejected%n", word, reason.count());
              for (Rejects.Example example : reason.examples()) {
                out.printf("  line %d: %s%n", example.line(), example.detail());
              }
              if (reason.count() > reason.examples().size()) {
                out.printf("  ... and %,d more%n", reason.count() - reason.examples().size());
              }
            });
  }

  private static void cost(PrintStream out, Cost cost) {
    out.printf(
        Locale.ROOT,
        "%nEstimate for AWS: $%.2f per million events of this shape%n",
        cost.dollars());
    items(out, cost.once());
    out.println("Each true-up again, per million events in the archive:");
    items(out, cost.again());
    out.println("Assumed: " + String.join("; ", cost.assumptions()) + ".");
  }

  private static void items(PrintStream out, List<Cost.Item> items) {
    TextTable table =
        new TextTable(
            List.of(
                new Column("", Side.LEFT),
                new Column("US$", Side.RIGHT),
                new Column("", Side.LEFT)));
    items.forEach(
        item -> table.add(List.of(item.what(), "%.4f".formatted(item.dollars()), item.basis())));
    table.print(out);
  }

  void json(PrintStream stream) {
    Json.print(
        stream,
        out -> {
          out.writeStartObject();
          out.writeNumberField("lines", trial.lines());
          out.writeNumberField("accepted", trial.accepted());
          out.writeNumberField("repeated", trial.repeats());
          out.writeNumberField("late", trial.late());
          out.writeObjectFieldStart("rejected");
          for (Map.Entry<String, Rejects.Reason> entry : trial.rejects().reasons().entrySet()) {
            rejected(out, entry.getKey(), entry.getValue());
          }
          out.writeEndObject();
          out.writeArrayFieldStart("views");
          for (ViewCells cells : views()) {
            for (BucketSize each : cells.view().every()) {
              if (size.isEmpty() || size.get().equals(each.length())) {
                view(out, cells, each.length());
              }
            }
          }
          out.writeEndArray();
          if (trial.accepted() > 0) {
            out.writeNumberField("dollars_per_million_events", Cost.of(trial.load()).dollars());
          }
          out.writeEndObject();
        });
  }

  private static void rejected(JsonGenerator out, String word, Rejects.Reason reason)
      throws IOException {
    out.writeObjectFieldStart(word);
    out.writeNumberField("count", reason.count());
    out.writeArrayFieldStart("examples");
    for (Rejects.Example example : reason.examples()) {
      out.writeStartObject();
      out.writeNumberField("line", example.line());
      out.writeStringField("detail", example.detail());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void view(JsonGenerator out, ViewCells cells, Span every) throws IOException {
    View view = cells.view();
    out.writeStartObject();
    out.writeStringField("view", view.name());
    out.writeStringField("every", every.toString());
    out.writeArrayFieldStart("rows");
    for (ViewCells.Cell cell : cells.of(every)) {
      out.writeStartObject();
      out.writeObjectFieldStart("key");
      List<@Nullable Object> values = cell.key().values();
      for (int i = 0; i < values.size(); i++) {
        out.writeFieldName(view.by().get(i).path());
        Json.value(out, values.get(i));
      }
      out.writeEndObject();
      out.writeStringField("bucket", Instant.ofEpochMilli(cell.bucket()).toString());
      for (Map.Entry<String, @Nullable Object> measure : cell.values().entrySet()) {
        out.writeFieldName(measure.getKey());
        Json.value(out, measure.getValue());
      }
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }
}
