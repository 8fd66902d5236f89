package io.trueup.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.port.Table;
import io.trueup.store.InForce;
import io.trueup.store.Tenure;
import io.trueup.time.Span;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SurroundingsTest {

  @Test
  void enter_anotherEpochDeployedLater_failsAndNamesBoth() {
    DynamoTable control = (DynamoTable) LocalDynamo.table();
    InForce first = InForce.first(Span.parse("5m"), "f", "s3://assets/f.zip");
    InForce.establish(control, first, 0);
    Environment environment = environment(control, "1m");

    assertThatThrownBy(
            () -> Surroundings.enter(environment, LocalDynamo.client(), Clock.systemUTC()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("an epoch of 1m is deployed, expected 5m as since the first record");
    assertThatThrownBy(() -> Surroundings.visit(environment, LocalDynamo.client()))
        .hasMessage("an epoch of 1m is deployed, expected 5m as since the first record");
    assertThat(InForce.read(control)).contains(first);
  }

  @Test
  void enter_anotherDefinitionDeployedLater_joinsTheFirst() {
    DynamoTable control = (DynamoTable) LocalDynamo.table();
    InForce.establish(control, InForce.first(Span.parse("5m"), "another", "s3://assets/f.zip"), 0);
    Environment environment = environment(control, "5m");
    Clock clock = Clock.fixed(Instant.ofEpochMilli(3_000_000), ZoneOffset.UTC);

    InForce found =
        Surroundings.enter(environment, LocalDynamo.client(), clock).library().inForce();

    assertThat(found.tenures())
        .containsExactly(
            Tenure.from(0, "another", "s3://assets/f.zip"),
            Tenure.from(12, environment.fingerprint(), environment.definition().toString()));
    assertThat(InForce.read(control)).contains(found);
  }

  /** Its role may write nothing; it must answer before any consumer has run, too. */
  @Test
  void found_nothingInForceYet_isWhatIsDeployedAndNothingIsWritten() {
    Table control = LocalDynamo.table();
    Environment environment = Environment.of(EnvironmentTest.WHOLE);
    assertThat(Surroundings.found(control, environment))
        .isEqualTo(
            InForce.first(
                environment.epoch(),
                environment.fingerprint(),
                environment.definition().toString()));
    assertThat(InForce.read(control)).isEmpty();
  }

  @Test
  void visit_anotherDefinitionInForce_takesItAndWritesNothing() {
    DynamoTable control = (DynamoTable) LocalDynamo.table();
    InForce first = InForce.first(Span.parse("5m"), "another", "s3://assets/f.zip");
    InForce.establish(control, first, 0);

    assertThat(
            Surroundings.visit(environment(control, "5m"), LocalDynamo.client())
                .library()
                .inForce())
        .isEqualTo(first);
    assertThat(InForce.read(control)).contains(first);
  }

  private static Environment environment(DynamoTable control, String epoch) {
    Map<String, String> variables = new HashMap<>(EnvironmentTest.WHOLE);
    variables.put("TRUEUP_CONTROL_TABLE", control.name());
    variables.put("TRUEUP_EPOCH", epoch);
    return Environment.of(variables);
  }
}
