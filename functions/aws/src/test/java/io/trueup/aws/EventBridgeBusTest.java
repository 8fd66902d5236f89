package io.trueup.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.port.Bus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

class EventBridgeBusTest {

  /** An EventBridge that holds to its limits and answers each entry as a test says: "" takes it. */
  private static final class EventBridge implements EventBridgeClient {
    private final List<Integer> calls = new ArrayList<>();
    private final List<PutEventsRequestEntry> taken = new ArrayList<>();
    private final Function<String, String> error;

    EventBridge(Function<String, String> error) {
      this.error = error;
    }

    @Override
    public PutEventsResponse putEvents(PutEventsRequest request) {
      int bytes =
          request.entries().stream()
              .mapToInt(
                  it -> it.source().length() + it.detailType().length() + it.detail().length())
              .sum();
      if (request.entries().isEmpty() || request.entries().size() > 10 || bytes > 256 * 1024) {
        throw new IllegalArgumentException(
            "%d entries of %d bytes, expected 1 to 10 and 256 KiB"
                .formatted(request.entries().size(), bytes));
      }
      calls.add(request.entries().size());
      List<PutEventsResultEntry> results = request.entries().stream().map(this::take).toList();
      return PutEventsResponse.builder()
          .entries(results)
          .failedEntryCount((int) results.stream().filter(it -> it.errorCode() != null).count())
          .build();
    }

    private PutEventsResultEntry take(PutEventsRequestEntry entry) {
      String code = error.apply(entry.detail());
      if (code.isEmpty()) {
        taken.add(entry);
        return PutEventsResultEntry.builder().eventId("id").build();
      }
      return PutEventsResultEntry.builder().errorCode(code).errorMessage("so it is").build();
    }

    @Override
    public String serviceName() {
      return "events";
    }

    @Override
    public void close() {}
  }

  private final List<Long> pauses = new ArrayList<>();

  @Test
  void put_notice_fromTrueupOnTheBus() {
    EventBridge events = new EventBridge(any -> "");
    bus(events).put(List.of(new Bus.Notice("Version swapped", "{\"v\":1}")));
    assertThat(events.taken)
        .containsExactly(
            PutEventsRequestEntry.builder()
                .eventBusName("mine")
                .source("trueup")
                .detailType("Version swapped")
                .detail("{\"v\":1}")
                .build());
  }

  @Test
  void put_many_tenACallInTheirOrder() {
    EventBridge events = new EventBridge(any -> "");
    bus(events).put(notices(25));
    assertThat(events.calls).containsExactly(10, 10, 5);
    assertThat(events.taken)
        .extracting(PutEventsRequestEntry::detail)
        .containsExactlyElementsOf(notices(25).stream().map(Bus.Notice::detail).toList());
  }

  @Test
  void put_largeOnes_asManyACallAsItTakes() {
    EventBridge events = new EventBridge(any -> "");
    String detail = "{\"x\":\"%s\"}".formatted("x".repeat(100 * 1024));
    bus(events)
        .put(
            List.of(
                new Bus.Notice("a", detail),
                new Bus.Notice("a", detail),
                new Bus.Notice("a", detail),
                new Bus.Notice("b", "x".repeat(Bus.LARGEST - 1))));
    assertThat(events.calls).containsExactly(2, 1, 1);
  }

  @Test
  void put_someRefusedForNow_thoseAgainUntilTaken() {
    List<String> seen = new ArrayList<>();
    EventBridge events =
        new EventBridge(
            detail -> {
              seen.add(detail);
              boolean isOdd = Integer.parseInt(detail) % 2 == 1;
              long tries = seen.stream().filter(detail::equals).count();
              return isOdd && tries < 3
                  ? (tries < 2 ? "ThrottlingException" : "InternalFailure")
                  : "";
            });
    bus(events).put(notices(5));
    assertThat(events.calls).containsExactly(5, 2, 2);
    assertThat(pauses).hasSize(2);
    assertThat(events.taken)
        .extracting(PutEventsRequestEntry::detail)
        .containsExactly("0", "2", "4", "1", "3");
  }

  @Test
  void put_refusedForEver_failsAfterManyTries() {
    EventBridge events = new EventBridge(any -> "ThrottlingException");
    assertThatThrownBy(() -> bus(events).put(notices(2)))
        .hasMessage("put 2 notices on bus 'mine': not taken in 13 attempts");
  }

  @Test
  void put_refusedForGood_failsAtOnceWithTheReason() {
    EventBridge events = new EventBridge(any -> "NotAuthorizedForSourceException");
    assertThatThrownBy(() -> bus(events).put(notices(2)))
        .hasMessage("put of 'number' on bus 'mine': NotAuthorizedForSourceException, so it is");
    assertThat(pauses).isEmpty();
  }

  @Test
  void put_nothing_noCall() {
    EventBridge events = new EventBridge(any -> "");
    bus(events).put(List.of());
    assertThat(events.calls).isEmpty();
  }

  private EventBridgeBus bus(EventBridge events) {
    return new EventBridgeBus(events, "mine", pauses::add);
  }

  private static List<Bus.Notice> notices(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> new Bus.Notice("number", Integer.toString(number)))
        .toList();
  }
}
