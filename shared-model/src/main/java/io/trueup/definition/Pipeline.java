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
  }

  public Optional<View> view(String view) {
    return views.stream().filter(each -> each.name().equals(view)).findFirst();
  }
}
