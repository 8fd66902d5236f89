package io.trueup.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.SfnException;

class ExecutionsTest {

  private static final String RUN = "arn:aws:states:eu-central-1:1:execution:trueup-flights:r";

  /** Step Functions with one execution of some status, or none. */
  private static final class Workflows implements SfnClient {
    private final Map<String, String> statuses = new HashMap<>();

    @Override
    public DescribeExecutionResponse describeExecution(DescribeExecutionRequest request) {
      String status = statuses.get(request.executionArn());
      if (status == null) {
        throw ExecutionDoesNotExistException.builder().message("none").build();
      }
      if (status.equals("denied")) {
        throw SfnException.builder().message("denied").build();
      }
      return DescribeExecutionResponse.builder().status(status).build();
    }

    @Override
    public String serviceName() {
      return "states";
    }

    @Override
    public void close() {}
  }

  private final Workflows workflows = new Workflows();
  private final Executions executions = new Executions(workflows);

  @Test
  void hasEnded_eachStatus_onlyWhereNothingComesAfter() {
    Map.of(
            "RUNNING", false,
            "PENDING_REDRIVE", false,
            "ANOTHER_TO_COME", false,
            "SUCCEEDED", true,
            "FAILED", true,
            "TIMED_OUT", true,
            "ABORTED", true)
        .forEach(
            (status, ended) -> {
              workflows.statuses.put(RUN, status);
              assertThat(executions.hasEnded(RUN)).as(status).isEqualTo(ended);
            });
  }

  @Test
  void hasEnded_forgotten_yes() {
    assertThat(executions.hasEnded(RUN)).isTrue();
  }

  @Test
  void hasEnded_aPersonsName_noAndNobodyIsAsked() {
    workflows.statuses.put("person", "FAILED");
    assertThat(executions.hasEnded("person")).isFalse();
  }

  @Test
  void hasEnded_unknowable_fails() {
    workflows.statuses.put(RUN, "denied");
    assertThatThrownBy(() -> executions.hasEnded(RUN)).isInstanceOf(SfnException.class);
  }
}
