package io.trueup.serving;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trueup.event.Event;
import io.trueup.event.EventReader;
import io.trueup.event.Intake;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;

/** A sale of a test: where, when by its own time and by arrival, and for how many quarters. */
record Sale(long id, String place, long at, long arrival, long quarters) {

  private static final EventReader READER = new EventReader(Shop.PIPELINE);

  String json() {
    return "{\"id\":\"i%d\",\"at\":%d,\"place\":\"%s\",\"paid\":%s}"
        .formatted(id, at, place, quarters / 4.0);
  }

  long epoch() {
    return arrival / 300_000;
  }

  Event event() {
    StreamRecord record = new StreamRecord(new Position("1", 0), arrival, json().getBytes(UTF_8));
    return ((Intake.Accepted) READER.read(record, arrival)).event();
  }
}
