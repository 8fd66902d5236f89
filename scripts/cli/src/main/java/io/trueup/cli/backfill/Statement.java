package io.trueup.cli.backfill;

import com.fasterxml.jackson.core.JsonGenerator;
import io.trueup.cli.cost.Cost;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * What a backfill says before it sends anything: how many events, how many bytes, how long at its
 * pace with {@code today} events left of today's quota, and what it costs.
 */
public record Statement(String what, Chosen chosen, Pace pace, long today, Cost cost) {

  private static final long SECONDS_A_DAY = 86_400;

  /** How many seconds of sending are left. */
  public long seconds() {
    return (chosen.left() + pace.rate() - 1) / pace.rate();
  }

  /** On how many days something is sent, today included, even if its quota is used up. */
  public long days() {
    long later = Math.max(0, chosen.left() - today);
    long byQuota = 1 + (later + pace.perDay() - 1) / pace.perDay();
    return Math.max(byQuota, (seconds() + SECONDS_A_DAY - 1) / SECONDS_A_DAY);
  }

  public void print(PrintStream out) {
    line(out, "%s: %,d events, %,d bytes%s", what, chosen.left(), chosen.bytes(), before());
    if (!chosen.passedOver().isEmpty()) {
      line(out, "passed over: %s", passedOver());
    }
    line(
        out,
        "at %,d events a second %s; at %,d a day, %,d left today, %s",
        pace.rate(),
        Sending.text(Duration.ofSeconds(seconds())),
        pace.perDay(),
        today,
        days() == 1 ? "today" : "%,d days".formatted(days()));
    line(out, "estimated cost: $%.2f", cost.all());
    items()
        .forEach(item -> line(out, "  %-22s %8.4f  %s", item.what(), item.dollars(), item.basis()));
    line(out, "Assumed: %s.", String.join("; ", cost.assumptions()));
  }

  private String before() {
    long sent = chosen.all() - chosen.left();
    return sent == 0 ? "" : String.format(Locale.ROOT, "; %,d were sent before", sent);
  }

  private String passedOver() {
    return String.join(
        ", ",
        new TreeMap<>(chosen.passedOver())
            .entrySet().stream()
                .map(it -> String.format(Locale.ROOT, "%,d %s", it.getValue(), it.getKey()))
                .toList());
  }

  private List<Cost.Item> items() {
    List<Cost.Item> items = new ArrayList<>(cost.once());
    items.addAll(cost.again());
    return items;
  }

  /** Writes its members into an object. */
  public void json(JsonGenerator out) throws IOException {
    out.writeNumberField("events", chosen.left());
    out.writeNumberField("sent_before", chosen.all() - chosen.left());
    out.writeNumberField("bytes", chosen.bytes());
    out.writeObjectFieldStart("passed_over");
    for (var each : new TreeMap<>(chosen.passedOver()).entrySet()) {
      out.writeNumberField(each.getKey(), each.getValue());
    }
    out.writeEndObject();
    out.writeNumberField("rate", pace.rate());
    out.writeNumberField("per_day", pace.perDay());
    out.writeNumberField("left_today", today);
    out.writeNumberField("seconds", seconds());
    out.writeNumberField("days", days());
    out.writeObjectFieldStart("usd");
    for (Cost.Item item : items()) {
      out.writeNumberField(item.what(), item.dollars());
    }
    out.writeEndObject();
    out.writeNumberField("usd_all", cost.all());
  }

  private static void line(PrintStream out, String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
  }
}
