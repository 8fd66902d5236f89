package io.trueup.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.definition.Pipeline;
import io.trueup.definition.View;
import io.trueup.replay.Extent;
import io.trueup.replay.Recorded;
import io.trueup.replay.Viewed;
import io.trueup.store.Tally;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a view of a folder came to, for people and as JSON; its rows are as the API's. */
record NewViewReport(
    Console console,
    Pipeline pipeline,
    Span size,
    Epochs epochs,
    Recorded recorded,
    Viewed viewed,
    Optional<ComparedReport> compared) {

  /** Writes each row as a line. */
  void write(PrintStream out) {
    viewed.rows(size, cell -> Json.print(out, json -> ViewRow.write(json, viewed.view(), cell)));
  }

  /** With so many rows at most. */
  void print(int limit) {
    View view = viewed.view();
    List<Map<String, JsonNode>> first = new ArrayList<>();
    long[] all = {0};
    viewed.rows(
        size,
        cell -> {
          if (all[0]++ < limit) {
            JsonNode row = ViewRow.node(view, cell);
            first.add(Query.row(row.path("key"), row));
          }
        });
    Extent extent = recorded.extent();
    say(
        "%s, every %s, of what arrived from %s to %s: %s%,d rows",
        view.name(),
        size,
        time(extent.from()),
        time(extent.to()),
        !first.isEmpty() && first.size() < all[0]
            ? "the first %,d of ".formatted(first.size())
            : "",
        all[0]);
    if (!first.isEmpty()) {
      Answers.table(console.out(), first);
    }
    Tally taken = viewed.taken();
    say(
        "%,d records: %,d accepted, of them %,d repeated and %,d late; %,d heartbeats; %s",
        taken.count(Tally.RECEIVED),
        taken.count(Tally.ACCEPTED),
        taken.count(Tally.REPEATED),
        taken.count(Tally.LATE),
        taken.count(Tally.BEATS),
        rejected());
    say(
        "As live numbers are: of repeats those count that came beyond the window or on another shard%s.",
        view.live().map(it -> ", and keys only where %s".formatted(it.text())).orElse(""));
    standing().print();
    compared.ifPresent(it -> it.print(console.out()));
  }

  private String rejected() {
    Map<String, Long> reasons = reasons();
    return reasons.isEmpty()
        ? "none rejected"
        : "rejected "
            + String.join(
                ", ",
                reasons.entrySet().stream()
                    .map(each -> "%s %,d".formatted(each.getKey(), each.getValue()))
                    .toList());
  }

  private Map<String, Long> reasons() {
    Map<String, Long> reasons = new TreeMap<>();
    viewed
        .taken()
        .counts()
        .forEach(
            (name, count) -> {
              if (name.startsWith(Tally.REJECTED)) {
                reasons.put(name.substring(Tally.REJECTED.length()), count);
              }
            });
    return reasons;
  }

  private RecordedReport standing() {
    return new RecordedReport(console.out(), epochs, recorded);
  }

  private String time(long epoch) {
    return Instant.ofEpochMilli(epochs.start(epoch)).toString();
  }

  private void say(String format, Object... values) {
    console.out().printf(Locale.ROOT, format + "%n", values);
  }

  /** All of it, with the rows or, where they stand elsewhere, without. */
  void json(Rows rows) {
    Json.print(
        console.out(),
        out -> {
          out.writeStartObject();
          out.writeStringField("view", viewed.view().name());
          out.writeStringField("every", size.toString());
          out.writeStringField("definition", pipeline.fingerprint());
          out.writeStringField("from", time(recorded.extent().from()));
          out.writeStringField("to", time(recorded.extent().to()));
          counts(out);
          if (viewed.view().live().isPresent()) {
            out.writeObjectFieldStart("deferred");
            out.writeStringField("unless", viewed.view().live().get().text());
            out.writeEndObject();
          }
          standing().json(out);
          if (compared.isPresent()) {
            compared.get().json(out);
          }
          if (rows == Rows.INCLUDED) {
            rows(out);
          }
          out.writeEndObject();
        });
  }

  /** Whether a document has the rows. */
  enum Rows {
    INCLUDED,
    ELSEWHERE
  }

  private void counts(JsonGenerator out) throws IOException {
    Tally taken = viewed.taken();
    for (String name :
        List.of(Tally.RECEIVED, Tally.ACCEPTED, Tally.REPEATED, Tally.LATE, Tally.BEATS)) {
      out.writeNumberField(name, taken.count(name));
    }
    out.writeObjectFieldStart("rejected");
    for (Map.Entry<String, Long> each : reasons().entrySet()) {
      out.writeNumberField(each.getKey(), each.getValue());
    }
    out.writeEndObject();
  }

  private void rows(JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("rows");
    viewed.rows(
        size,
        cell -> {
          try {
            ViewRow.write(out, viewed.view(), cell);
          } catch (IOException e) {
            throw new UncheckedIOException("write of rows", e);
          }
        });
    out.writeEndArray();
  }
}
