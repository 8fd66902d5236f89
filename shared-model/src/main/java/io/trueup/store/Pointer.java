package io.trueup.store;

import io.trueup.port.Condition;
import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Outcome;
import io.trueup.port.Table;
import io.trueup.port.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What queries read from: one item that names the version served, the older ones kept for rollback
 * (the newest first), and whether a rollback pinned it. The generation grows by one with each swap
 * and is never used again; generation 0 serves no version and has cut 0.
 */
public record Pointer(
    long generation, Optional<Version> version, List<Version> previous, Hold hold) {

  /** Whether scheduled true-ups may swap. */
  public enum Hold {
    FREE,
    PINNED
  }

  public static final Pointer FIRST = new Pointer(0, Optional.empty(), List.of(), Hold.FREE);

  private static final Key KEY = new Key("pointer", "pointer");

  public Pointer {
    previous = List.copyOf(previous);
  }

  public long cut() {
    return version.map(Version::cut).orElse(0L);
  }

  /** The versions that can be read: the one served, then those kept for rollback. */
  public List<Version> versions() {
    return Stream.concat(version.stream(), previous.stream()).toList();
  }

  /** The segment tables that this pointer names. */
  public Set<String> tables() {
    return versions().stream().flatMap(each -> each.tables().stream()).collect(Collectors.toSet());
  }

  /** The pointer after a true-up: the new version served, at most {@code kept} older ones kept. */
  public Pointer swappedTo(Version next, int kept) {
    List<Version> older = new ArrayList<>(previous);
    version.ifPresent(current -> older.add(0, current));
    return new Pointer(
        generation + 1,
        Optional.of(next),
        older.subList(0, Math.min(kept, older.size())),
        Hold.FREE);
  }

  /** The pointer after a rollback to a kept version, pinned; empty when it is not kept. */
  public Optional<Pointer> rolledBackTo(String id) {
    return previous.stream()
        .filter(kept -> kept.id().equals(id))
        .findFirst()
        .map(
            target -> {
              List<Version> others = new ArrayList<>(previous);
              others.remove(target);
              version.ifPresent(current -> others.add(0, current));
              return new Pointer(generation + 1, Optional.of(target), others, Hold.PINNED);
            });
  }

  /** The pointer after {@code resume}: true-ups may swap again. */
  public Pointer resumed() {
    return new Pointer(generation + 1, version, previous, Hold.FREE);
  }

  public static Pointer read(Table control) {
    return control.read(KEY).map(Pointer::of).orElse(FIRST);
  }

  /** Replaces this pointer by the next one, unless another swap came between. */
  public Outcome swap(Table control, Pointer next) {
    Condition condition =
        generation == 0
            ? new Condition.Absent()
            : new Condition.Equal("generation", new Value.Whole(generation));
    return control.write(next.item(), condition);
  }

  private Item item() {
    return Item.of(
        KEY,
        Map.of(
            "v", new Value.Whole(1),
            "generation", new Value.Whole(generation),
            "version", new Value.Text(Json.write(version.stream().map(Version::json).toList())),
            "previous", new Value.Text(Json.write(previous.stream().map(Version::json).toList())),
            "hold", new Value.Text(hold.name())));
  }

  private static Pointer of(Item item) {
    Format.check(item, 1);
    return new Pointer(
        item.number("generation"),
        versions(item.text("version")).stream().findFirst(),
        versions(item.text("previous")),
        Hold.valueOf(item.text("hold")));
  }

  private static List<Version> versions(String json) {
    return Json.list(json).stream().map(each -> Version.of((Map<?, ?>) each)).toList();
  }
}
