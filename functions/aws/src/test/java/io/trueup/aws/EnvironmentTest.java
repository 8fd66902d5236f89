package io.trueup.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.time.Span;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

  static final Map<String, String> WHOLE =
      Map.ofEntries(
          Map.entry("TRUEUP_NAME", "flights-eu"),
          Map.entry("TRUEUP_PIPELINE", "flights"),
          Map.entry("TRUEUP_CONTROL_TABLE", "control"),
          Map.entry("TRUEUP_HOT_TABLE", "hot"),
          Map.entry("TRUEUP_SEGMENT_PREFIX", "segment-"),
          Map.entry("TRUEUP_STREAM", "events"),
          Map.entry("TRUEUP_ARCHIVE_BUCKET", "archive"),
          Map.entry("TRUEUP_DELIVERY", "delivery"),
          Map.entry("TRUEUP_QUEUE", "https://sqs/beats"),
          Map.entry("TRUEUP_DEFINITION", "s3://assets/flights.zip"),
          Map.entry("TRUEUP_FINGERPRINT", "f1"),
          Map.entry("TRUEUP_EPOCH", "5m"),
          Map.entry("TRUEUP_HEARTBEAT", "10s"),
          Map.entry("TRUEUP_HOT_RETENTION", "14d"),
          Map.entry("TRUEUP_GATE", "1h"),
          Map.entry("TRUEUP_KEPT_VERSIONS", "3"),
          Map.entry("TRUEUP_EVENT_BUS", "default"),
          Map.entry("TRUEUP_KMS_KEY", "arn:key"));

  @Test
  void of_whole_everyVariableInItsPlace() {
    assertThat(Environment.of(WHOLE))
        .isEqualTo(
            new Environment(
                "flights-eu",
                "flights",
                "control",
                "hot",
                "segment-",
                "events",
                "archive",
                "delivery",
                "https://sqs/beats",
                URI.create("s3://assets/flights.zip"),
                "f1",
                Span.parse("5m"),
                Span.parse("10s"),
                Span.parse("14d"),
                Span.parse("1h"),
                3,
                "default",
                "arn:key"));
  }

  @Test
  void of_anyMissing_failsAndNamesIt() {
    for (String name : WHOLE.keySet()) {
      Map<String, String> variables = new HashMap<>(WHOLE);
      variables.remove(name);
      assertThatThrownBy(() -> Environment.of(variables))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("environment lacks [%s]", name);
    }
  }

  @Test
  void of_someMissingSomeEmpty_failsAndNamesAll() {
    Map<String, String> variables = new HashMap<>(WHOLE);
    variables.remove("TRUEUP_STREAM");
    variables.put("TRUEUP_EPOCH", "");
    assertThatThrownBy(() -> Environment.of(variables))
        .hasMessage("environment lacks [TRUEUP_EPOCH, TRUEUP_STREAM]");
  }

  @Test
  void of_spanThatIsNone_failsAndShowsIt() {
    Map<String, String> variables = new HashMap<>(WHOLE);
    variables.put("TRUEUP_HEARTBEAT", "often");
    assertThatThrownBy(() -> Environment.of(variables))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'often'");
  }

  @Test
  void of_numberThatIsNone_failsAndShowsIt() {
    Map<String, String> variables = new HashMap<>(WHOLE);
    variables.put("TRUEUP_KEPT_VERSIONS", "some");
    assertThatThrownBy(() -> Environment.of(variables))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("environment's TRUEUP_KEPT_VERSIONS is 'some', expected a whole number");
  }
}
