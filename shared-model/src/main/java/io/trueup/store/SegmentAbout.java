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
 * What a segment says of itself: the run and attempt that loaded it, the epochs that it is of, from
 * {@code from} to its cut (exclusive), how many cells and strips it holds, how many archive objects
 * they are of, and the fingerprint of each view. It is written last, so that a segment that has it
 * is whole.
 */
public record SegmentAbout(
    String run,
    String attempt,
    long from,
    long cut,
    long cells,
    long strips,
    long objects,
    Map<String, String> fingerprints) {

  private static final Key KEY = new Key("about", "about");
  private static final Key CLAIM = new Key("about", "claim");

  public SegmentAbout {
    fingerprints = Map.copyOf(fingerprints);
  }

  /**
   * Takes an empty segment for one attempt of a run, before anything else is written to it; refused
   * when any attempt has taken it before.
   */
  public static Outcome claim(Table segment, String run, String attempt) {
    return segment.write(claim(run, attempt), new Condition.Absent());
  }

  /** What a segment that was taken by an attempt of a run says of that. */
  public static Item claim(String run, String attempt) {
    return Item.of(
        CLAIM,
        Map.of(
            "v", new Value.Whole(1),
            "run", new Value.Text(run),
            "attempt", new Value.Text(attempt)));
  }

  /** What a whole segment says; empty while it is being loaded. */
  public static Optional<SegmentAbout> read(Table segment) {
    return segment.read(KEY).map(SegmentAbout::of);
  }

  public Item item() {
    Map<String, Value> attributes =
        new TreeMap<>(
            Map.of(
                "v", new Value.Whole(from > 0 ? 2 : 1),
                "run", new Value.Text(run),
                "attempt", new Value.Text(attempt),
                "cut", new Value.Whole(cut),
                "cells", new Value.Whole(cells),
                "strips", new Value.Whole(strips),
                "objects", new Value.Whole(objects),
                "fingerprints", new Value.Text(Json.write(new TreeMap<>(fingerprints)))));
    // One that begins with the first epoch is as all were before there were increments; who knows
    // none must not serve one as the whole.
    if (from > 0) {
      attributes.put("from", new Value.Whole(from));
    }
    return Item.of(KEY, attributes);
  }

  private static SegmentAbout of(Item item) {
    Format.check(item, 2);
    Map<String, String> fingerprints = new TreeMap<>();
    Json.object(item.text("fingerprints"))
        .forEach((view, fingerprint) -> fingerprints.put(view, (String) fingerprint));
    return new SegmentAbout(
        item.text("run"),
        item.text("attempt"),
        item.attributes().containsKey("from") ? item.number("from") : 0,
        item.number("cut"),
        item.number("cells"),
        item.number("strips"),
        item.number("objects"),
        fingerprints);
  }
}
