package io.trueup.aws;

import io.trueup.port.Bus;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/**
 * A bus of EventBridge, by its name. Notices that it does not take at once are put again after a
 * pause; one that it never will fails at once.
 */
public final class EventBridgeBus implements Bus {

  /** What every notice is from; rules and the permission to put name it. */
  public static final String SOURCE = "trueup";

  private static final int MOST_ENTRIES = 10;
  private static final int MOST_BYTES = 256 * 1024;

  /** Errors that another try may not have; EventBridge documents the others as final. */
  private static final Set<String> PASSING =
      Set.of("InternalFailure", "InternalException", "ThrottlingException");

  private final EventBridgeClient events;
  private final String name;
  private final Backoff.Sleep sleep;

  public EventBridgeBus(EventBridgeClient events, String name) {
    this(events, name, Thread::sleep);
  }

  EventBridgeBus(EventBridgeClient events, String name, Backoff.Sleep sleep) {
    this.events = events;
    this.name = name;
    this.sleep = sleep;
  }

  @Override
  public void put(List<Notice> notices) {
    List<PutEventsRequestEntry> call = new ArrayList<>();
    int bytes = 0;
    for (Notice notice : notices) {
      int size = SOURCE.length() + notice.size();
      if (call.size() == MOST_ENTRIES || bytes + size > MOST_BYTES) {
        send(call);
        call = new ArrayList<>();
        bytes = 0;
      }
      call.add(entry(notice));
      bytes += size;
    }
    if (!call.isEmpty()) {
      send(call);
    }
  }

  private PutEventsRequestEntry entry(Notice notice) {
    return PutEventsRequestEntry.builder()
        .eventBusName(name)
        .source(SOURCE)
        .detailType(notice.type())
        .detail(notice.detail())
        .build();
  }

  private void send(List<PutEventsRequestEntry> call) {
    List<PutEventsRequestEntry> left = call;
    Backoff pause = new Backoff("put %d notices on bus '%s'".formatted(call.size(), name), sleep);
    while (true) {
      List<PutEventsRequestEntry> entries = left;
      left = refused(entries, events.putEvents(put -> put.entries(entries)));
      if (left.isEmpty()) {
        return;
      }
      pause.await();
    }
  }

  /** The entries of a call that were not taken, each of which may be another time. */
  private List<PutEventsRequestEntry> refused(
      List<PutEventsRequestEntry> entries, PutEventsResponse response) {
    List<PutEventsRequestEntry> refused = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      PutEventsResultEntry result = response.entries().get(i);
      if (result.errorCode() == null) {
        continue;
      }
      if (!PASSING.contains(result.errorCode())) {
        throw new IllegalStateException(
            "put of '%s' on bus '%s': %s, %s"
                .formatted(
                    entries.get(i).detailType(), name, result.errorCode(), result.errorMessage()));
      }
      refused.add(entries.get(i));
    }
    return refused;
  }
}
