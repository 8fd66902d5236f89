package io.trueup.definition;

import java.util.List;
import java.util.Optional;

/**
 * A pipeline: its event types, views, rhythm and objectives. The fingerprint is over everything
 * that decides what is counted and how; two folders of one fingerprint are one definition.
 */
public record Pipeline(
    String name,
    List<EventType> events,
    List<View> views,
    Batch batch,
    Objectives objectives,
    String fingerprint) {

  public Pipeline {
    events = List.copyOf(events);
    views = List.copyOf(views);
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

  public Optional<View> view(String view) {
    return views.stream().filter(each -> each.name().equals(view)).findFirst();
  }
}
