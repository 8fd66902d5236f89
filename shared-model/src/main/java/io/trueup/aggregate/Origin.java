package io.trueup.aggregate;

import io.trueup.event.Event;

/** Which event a value comes from: its event time in milliseconds since 1970, and its id. */
public record Origin(long time, String id) {

  static Origin of(Event event) {
    return new Origin(event.time(), event.id());
  }
}
