package io.trueup.store;

import io.trueup.port.Condition;
import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Outcome;
import io.trueup.port.Table;
import io.trueup.port.Value;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a person was asked about one run, and has answered: whether the version that its report
 * speaks of is to be served, with these {@code doubts} and no more (an older release did not note
 * them: with whatever there is). {@code token} is what the run waits by, {@code asked} and {@code
 * until} are milliseconds since 1970. It is changed on the condition of what was read, so that of
 * two answers one counts.
 */
public record Approval(
    String run,
    String report,
    String table,
    String why,
    Optional<Doubts> doubts,
    String token,
    long asked,
    long until,
    Standing standing,
    String reason) {

  /** What became of the question. */
  public enum Standing {
    WAITING,
    APPROVED,
    REJECTED;

    /** The word for this in items and answers; never changed once released. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is asked about a run, if anything was. */
  public static Optional<Approval> read(Table control, String run) {
    return control.read(key(run)).map(item -> of(run, item));
  }

  /**
   * The question that the run which holds the lease waits for an answer to, at a time in
   * milliseconds; a run that was stopped holds it longer than anybody can answer.
   */
  public static Optional<Approval> waiting(Table control, long now) {
    return Lease.read(control)
        .flatMap(lease -> read(control, lease.run()))
        .filter(approval -> approval.standing == Standing.WAITING && now < approval.until);
  }

  /** Whether this is about a report as it stands, which a late job may have replaced. */
  public boolean isOf(String report, String table) {
    return this.report.equals(report) && this.table.equals(table);
  }

  /** Whether this takes in all that another question of the same report is about. */
  public boolean covers(Approval other) {
    return doubts.flatMap(these -> other.doubts.map(these::cover)).orElse(true);
  }

  /** The same question, answered. */
  public Approval decided(Standing answer, String why) {
    return new Approval(run, report, table, this.why, doubts, token, asked, until, answer, why);
  }

  /** Writes this where the stored one is still {@code before}. */
  public Outcome write(Table control, Optional<Approval> before) {
    Condition condition =
        before
            .<Condition>map(it -> new Condition.Equal("state", it.state()))
            .orElseGet(Condition.Absent::new);
    return control.write(
        Item.of(key(run), Map.of("v", new Value.Whole(1), "state", state())), condition);
  }

  private static Key key(String run) {
    return new Key("approval", run);
  }

  private Value state() {
    Map<String, Object> state =
        new TreeMap<>(
            Map.of(
                "report", report,
                "table", table,
                "why", why,
                "token", token,
                "asked", asked,
                "until", until,
                "standing", standing.word(),
                "reason", reason));
    doubts.ifPresent(those -> state.put("doubts", those.json()));
    return new Value.Text(Json.write(state));
  }

  private static Approval of(String run, Item item) {
    Format.check(item, 1);
    Map<String, Object> state = Json.object(item.text("state"));
    return new Approval(
        run,
        Json.text(state, "report"),
        Json.text(state, "table"),
        Json.text(state, "why"),
        state.containsKey("doubts")
            ? Optional.of(Doubts.of(Json.object(state, "doubts")))
            : Optional.empty(),
        Json.text(state, "token"),
        Json.number(state, "asked"),
        Json.number(state, "until"),
        Standing.valueOf(Json.text(state, "standing").toUpperCase(Locale.ROOT)),
        Json.text(state, "reason"));
  }
}
