package io.trueup.batch.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.batch.lineage.Names.Name;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NamesTest {

  private static final String ARN =
      "arn:aws-cn:states:cn-north-1:123456789012:execution:trueup-flights:run-1";
  private static final Names NAMES = new Names(Optional.of(new Execution(ARN)), "recompute");

  @Test
  void job_ofAnExecution_isATaskOfItsWorkflow() {
    assertThat(NAMES.job())
        .isEqualTo(
            new Name("arn:aws-cn:states:cn-north-1:123456789012", "trueup-flights.recompute"));
    assertThat(NAMES.parent())
        .contains(new Name("arn:aws-cn:states:cn-north-1:123456789012", "trueup-flights"));
  }

  @Test
  void table_ofAnExecution_isTheTwoHalvesOfItsArn() {
    assertThat(NAMES.table("control"))
        .isEqualTo(new Name("arn:aws-cn:dynamodb:cn-north-1:123456789012", "table/control"));
  }

  @Test
  void objects_underAPrefix_areBucketAndPath() {
    assertThat(Names.objects("events", "archive/")).isEqualTo(new Name("s3://events", "archive"));
  }

  @Test
  void runs_ofTries_shareTheirParentAndNothingElse() {
    assertThat(NAMES.run("v-1-0")).isEqualTo(NAMES.run("v-1-0")).isNotEqualTo(NAMES.run("v-1-1"));
    assertThat(NAMES.parentRun()).isPresent();
    assertThat(NAMES.parentRun().orElseThrow()).isNotEqualTo(NAMES.run("v-1-0"));
  }

  @Test
  void names_withoutAnExecution_areThoseThatAreKnown() {
    Names names = new Names(Optional.empty(), "recompute");
    assertThat(names.job()).isEqualTo(new Name("trueup", "recompute"));
    assertThat(names.table("control")).isEqualTo(new Name("dynamodb", "table/control"));
    assertThat(names.parent()).isEmpty();
    assertThat(names.parentRun()).isEmpty();
  }

  @Test
  void execution_ofAnotherArn_isRefused() {
    assertThatThrownBy(() -> new Execution("arn:aws:states:eu-west-1:1:stateMachine:flights"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stateMachine:flights")
        .hasMessageContaining("expected the ARN of a workflow's execution");
  }
}
