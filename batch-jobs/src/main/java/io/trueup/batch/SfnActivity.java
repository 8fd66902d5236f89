package io.trueup.batch;

import io.trueup.aws.Clients;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.GetActivityTaskResponse;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** An activity of Step Functions, by its ARN. */
record SfnActivity(SfnClient sfn, String arn, String worker) implements Activity {

  /** Step Functions answers a poll after 60 s at the latest. */
  private static final Duration POLL = Duration.ofSeconds(75);

  /**
   * Of the state's {@code HeartbeatSeconds} of 30, one heartbeat with all its tries takes less than
   * half, and a try that hangs leaves time for others.
   */
  private static final Duration BEAT = Duration.ofSeconds(13);

  private static final Duration BEAT_TRY = Duration.ofSeconds(4);

  private static final int LONGEST_ERROR = 256;
  private static final int LONGEST_CAUSE = 32_768;

  static SfnActivity open(String arn) {
    SfnClient sfn =
        SfnClient.builder().httpClientBuilder(Clients.http().socketTimeout(POLL)).build();
    return new SfnActivity(sfn, arn, "trueup-" + ProcessHandle.current().pid());
  }

  @Override
  public Optional<Task> poll() {
    GetActivityTaskResponse task =
        sfn.getActivityTask(request -> request.activityArn(arn).workerName(worker));
    return Optional.ofNullable(task.taskToken())
        .filter(token -> !token.isEmpty())
        .map(token -> new Task(token, task.input()));
  }

  @Override
  public Standing heartbeat(Task task) {
    return standing(
        () ->
            sfn.sendTaskHeartbeat(
                request ->
                    request
                        .taskToken(task.token())
                        .overrideConfiguration(
                            calls -> calls.apiCallAttemptTimeout(BEAT_TRY).apiCallTimeout(BEAT))));
  }

  @Override
  public void succeed(Task task, String output) {
    standing(() -> sfn.sendTaskSuccess(r -> r.taskToken(task.token()).output(output)));
  }

  @Override
  public void fail(Task task, String error, String cause) {
    standing(
        () ->
            sfn.sendTaskFailure(
                request ->
                    request
                        .taskToken(task.token())
                        .error(cut(error, LONGEST_ERROR))
                        .cause(cut(cause, LONGEST_CAUSE))));
  }

  private static Standing standing(Runnable call) {
    try {
      call.run();
      return Standing.HELD;
    } catch (TaskTimedOutException | TaskDoesNotExistException | InvalidTokenException lost) {
      return Standing.LOST;
    }
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }
}
