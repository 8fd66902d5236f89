package io.trueup.definition;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pipeline: its event types, views, rhythm and objectives, and when events are late, by the name
 * of their type. The fingerprint is over everything that decides what is counted and how; two
 * folders of one fingerprint are one definition.
 */
public record Pipeline(
    String name,
    List<EventType> events,
    List<View> views,
    Batch batch,
    Objectives objectives,
    Map<String, Lateness> lateness,
    String fingerprint) {

  public Pipeline {
    events = List.copyOf(events);
    views = List.copyOf(views);
    lateness = Map.copyOf(lateness);
    List<Optional<Discriminator>> tell = events.stream().map(EventType::discriminator).toList();
    boolean told = events.size() < 2 || tell.stream().allMatch(Optional::isPresent);
    long paths =
        tell.stream().flatMap(Optional::stream).map(Discriminator::path).distinct().count();
    if (!told || paths > 1 || tell.stream().distinct().count() < events.size()) {
      throw new IllegalArgumentException(
          "pipeline '%s': event types are told by %s, expected one path and a value for each"
              .formatted(name, tell));
    }
  }

  /** The longest time, in milliseconds, within which an event of any type is sought a repeat of. */
  public long longestWindow() {
    return events.stream().mapToLong(type -> type.window().toMillis()).max().orElse(0);
  }

  /** When events of a type are late; empty: never. */
  public Optional<Lateness> lateness(EventType type) {
    return Optional.ofNullable(lateness.get(type.name()));
  }

  /**
   * This definition as the one that a fingerprint names: itself, or what it was before late events
   * were counted, with none of them late. Empty when the fingerprint is of another definition.
   */
  public Optional<Pipeline> named(String name) {
    String before = Fingerprint.beforeLateness(events, views);
    return name.equals(before)
        ? Optional.of(new Pipeline(this.name, events, views, batch, objectives, Map.of(), before))
        : Optional.of(this).filter(it -> it.fingerprint.equals(name));
  }

  public Optional<View> view(String view) {
    return views.stream().filter(each -> each.name().equals(view)).findFirst();
  }
}
