package io.trueup.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.trueup.replay.Lacking;
import io.trueup.replay.Recorded;
import io.trueup.replay.Stretch;
import io.trueup.replay.Unchecked;
import io.trueup.store.Flaw;
import io.trueup.time.Epochs;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What records lack, and what only the archive's own ledger vouches for: for people and as JSON.
 */
record RecordedReport(PrintStream out, Epochs epochs, Recorded recorded) {

  private static final int SHOWN = 20;

  void print() {
    for (Flaw each : recorded.broken()) {
      say(
          "broken: %s, %,d line(s) from line %d on: %s",
          each.object(), each.lines(), each.line(), each.problem());
    }
    List<Lacking> lacking = recorded.lacking();
    lacking.stream().limit(SHOWN).forEach(it -> say("NOT WHOLE", it.stretch(), it.detail()));
    more("NOT WHOLE", lacking.size());
    List<Unchecked> unchecked = recorded.unchecked();
    unchecked.stream()
        .limit(SHOWN)
        .forEach(it -> say("not cross-checked", it.stretch(), it.detail()));
    more("not cross-checked", unchecked.size());
  }

  private void say(String what, Stretch stretch, String detail) {
    say(
        "%s: epoch %d (%s) of %s: %s%s",
        what,
        stretch.epoch(),
        Instant.ofEpochMilli(epochs.start(stretch.epoch())),
        stretch.shard(),
        detail,
        isBefore(stretch) ? "; what repeats it may count" : "");
  }

  private void more(String what, int all) {
    if (all > SHOWN) {
      say("%s: and %,d epochs of shards more: --json has all", what, all - SHOWN);
    }
  }

  private void say(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
  }

  /** Whether it only says what may be repeated. */
  private boolean isBefore(Stretch stretch) {
    return stretch.epoch() < recorded.extent().from();
  }

  /** As members of an object. */
  void json(JsonGenerator json) throws IOException {
    boolean isWhole = recorded.lacking().isEmpty();
    json.writeBooleanField("whole", isWhole);
    json.writeBooleanField("cross_checked", isWhole && recorded.unchecked().isEmpty());
    json.writeArrayFieldStart("lacking");
    for (Lacking each : recorded.lacking()) {
      write(json, each.stretch(), each.detail());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("not_cross_checked");
    for (Unchecked each : recorded.unchecked()) {
      write(json, each.stretch(), each.detail());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("broken");
    for (Flaw each : recorded.broken()) {
      json.writeStartObject();
      json.writeStringField("object", each.object());
      json.writeNumberField("line", each.line());
      json.writeNumberField("lines", each.lines());
      json.writeStringField("problem", each.problem());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void write(JsonGenerator json, Stretch stretch, String detail) throws IOException {
    json.writeStartObject();
    json.writeNumberField("epoch", stretch.epoch());
    json.writeStringField("shard", stretch.shard());
    json.writeBooleanField("repeats_only", isBefore(stretch));
    json.writeStringField("detail", detail);
    json.writeEndObject();
  }
}
