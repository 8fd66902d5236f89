package io.trueup.aws;

import io.trueup.port.Runs;
import java.util.EnumSet;
import java.util.Set;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** The executions of Step Functions. Of what is no ARN it says that it has not ended. */
public record Executions(SfnClient workflows) implements Runs {

  private static final Set<ExecutionStatus> OVER =
      EnumSet.of(
          ExecutionStatus.SUCCEEDED,
          ExecutionStatus.FAILED,
          ExecutionStatus.TIMED_OUT,
          ExecutionStatus.ABORTED);

  @Override
  public boolean hasEnded(String run) {
    if (!run.startsWith("arn:")) {
      return false;
    }
    try {
      return OVER.contains(workflows.describeExecution(call -> call.executionArn(run)).status());
    } catch (ExecutionDoesNotExistException forgotten) {
      return true; // Step Functions forgets an execution 90 days after its end.
    }
  }

  @Override
  public boolean answer(String token, String answer) {
    try {
      workflows.sendTaskSuccess(call -> call.taskToken(token).output(answer));
      return true;
    } catch (TaskTimedOutException | TaskDoesNotExistException | InvalidTokenException gone) {
      return false;
    }
  }
}
