package io.trueup.store;

import io.trueup.port.Condition;
import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Outcome;
import io.trueup.port.Table;
import io.trueup.port.Value;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far the backfill of a file has come: {@code id} names the file's content and the range of
 * event time that is chosen of it, {@code file} is what it was called, {@code line} the last line
 * that needs no sending any more, {@code sent} the events sent up to there. It is moved on after
 * events were sent, on the condition of what was read: what a killed process sent last is sent
 * again, and of two who run one backfill at once the second is refused.
 */
public record BackfillMark(String id, String file, long line, long sent) {

  private static final String PARTITION = "backfill";

  public BackfillMark {
    if (line < 0 || sent < 0 || sent > line) {
      throw new IllegalArgumentException(
          "backfill %s of %s at line %d with %d events sent, expected 0 or more and no more events"
              .formatted(id, file, line, sent));
    }
  }

  /** Where a backfill stands; at line 0 when it never began. Consistent. */
  public static BackfillMark read(Table control, String id, String file) {
    return control
        .read(new Key(PARTITION, id))
        .map(item -> of(id, item))
        .orElseGet(() -> new BackfillMark(id, file, 0, 0));
  }

  /** Moves on to the next mark, unless somebody else has moved it; then returns theirs. */
  public Optional<BackfillMark> move(Table control, BackfillMark next) {
    Condition condition =
        line == 0 ? new Condition.Absent() : new Condition.Equal("state", new Value.Text(state()));
    return control.write(next.item(), condition) instanceof Outcome.Refused refused
        ? Optional.of(
            refused.stored().map(item -> of(id, item)).orElseGet(() -> read(control, id, file)))
        : Optional.empty();
  }

  private String state() {
    return Json.write(new TreeMap<>(Map.of("file", file, "line", line, "sent", sent)));
  }

  private Item item() {
    return Item.of(
        new Key(PARTITION, id), Map.of("v", new Value.Whole(1), "state", new Value.Text(state())));
  }

  private static BackfillMark of(String id, Item item) {
    Format.check(item, 1);
    Map<String, Object> state = Json.object(item.text("state"));
    return new BackfillMark(
        id, Json.text(state, "file"), Json.number(state, "line"), Json.number(state, "sent"));
  }
}
