package io.trueup.serving;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * Failures that are no {@link Refusal}, as problems: 503 where the same request may be answered the
 * next time, as after throttles that the SDK's own tries did not outlast, else 500. The cause goes
 * to the log, and nothing of it into the answer.
 */
final class Failures {

  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
  private static final int FIRST_OF_SERVER = 500;

  private Failures() {}

  static Response response(RuntimeException failure) {
    LOG.error("a request was not answered", failure);
    return (mayPass(failure)
            ? new Refusal(
                Refusal.Kind.UNAVAILABLE, "request", "what answers it was not reached: try again")
            : new Refusal(
                Refusal.Kind.FAILED,
                "request",
                "it can't be answered: the function's log says why"))
        .response();
  }

  /** Whether AWS was not reached, or is too busy, somewhere behind a failure. */
  private static boolean mayPass(@Nullable Throwable failure) {
    if (failure instanceof SdkServiceException service) {
      return service.isThrottlingException() || service.statusCode() >= FIRST_OF_SERVER;
    }
    return failure instanceof SdkClientException
        || (failure != null && mayPass(failure.getCause()));
  }
}
