package io.trueup.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.port.Table;
import io.trueup.store.InForce;
import io.trueup.time.Span;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SurroundingsTest {

  @Test
  void enter_anotherEpochDeployedLater_failsAndNamesBoth() {
    DynamoTable control = (DynamoTable) LocalDynamo.table();
    InForce first = new InForce(0, "f", "s3://assets/f.zip", Span.parse("5m"));
    InForce.establish(control, first);

    Map<String, String> variables = new HashMap<>(EnvironmentTest.WHOLE);
    variables.put("TRUEUP_CONTROL_TABLE", control.name());
    variables.put("TRUEUP_EPOCH", "1m");
    Environment environment = Environment.of(variables);

    assertThatThrownBy(() -> Surroundings.enter(environment, LocalDynamo.client()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("an epoch of 1m is deployed, expected 5m as since the first record");
    assertThat(InForce.read(control)).contains(first);
  }

  @Test
  void enter_anotherDefinitionDeployedLater_failsAndSaysWhatToDo() {
    DynamoTable control = (DynamoTable) LocalDynamo.table();
    Map<String, String> variables = new HashMap<>(EnvironmentTest.WHOLE);
    variables.put("TRUEUP_CONTROL_TABLE", control.name());
    Environment environment = Environment.of(variables);
    InForce.establish(control, new InForce(0, "another", "s3://assets/f.zip", environment.epoch()));

    assertThatThrownBy(() -> Surroundings.enter(environment, LocalDynamo.client()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("expected another as since the first record")
        .hasMessageContaining("-c name=NAME");
  }

  /** Its role may write nothing; it must answer before any consumer has run, too. */
  @Test
  void found_nothingInForceYet_isWhatIsDeployedAndNothingIsWritten() {
    Table control = LocalDynamo.table();
    Environment environment = Environment.of(EnvironmentTest.WHOLE);
    assertThat(Surroundings.found(control, environment))
        .isEqualTo(
            new InForce(
                0,
                environment.fingerprint(),
                environment.definition().toString(),
                environment.epoch()));
    assertThat(InForce.read(control)).isEmpty();
  }

  @Test
  void found_anotherDefinitionInForce_failsAsForOneWhoWrites() {
    Table control = LocalDynamo.table();
    Environment environment = Environment.of(EnvironmentTest.WHOLE);
    InForce.establish(control, new InForce(0, "another", "s3://assets/f.zip", environment.epoch()));

    assertThatThrownBy(() -> Surroundings.found(control, environment))
        .hasMessageContaining("expected another as since the first record");
  }

  @Test
  void establish_twoAtOnce_bothGetTheFirst() {
    Table control = LocalDynamo.table();
    InForce first = new InForce(0, "f", "s3://assets/f.zip", Span.parse("5m"));
    InForce second = new InForce(0, "g", "s3://assets/g.zip", Span.parse("5m"));
    assertThat(InForce.establish(control, first)).isEqualTo(first);
    assertThat(InForce.establish(control, second)).isEqualTo(first);
  }
}
