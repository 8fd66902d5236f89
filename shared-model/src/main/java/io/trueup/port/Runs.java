package io.trueup.port;

/** The runs of workflows: Step Functions' executions, by their ARN. Safe for many threads. */
public interface Runs {

  /**
   * Whether a run is over, well or not, so that nothing of its workflow writes any more. Of what it
   * knows nothing of it says that it is not.
   */
  boolean hasEnded(String run);

  /**
   * Lets the run go on that waits by a token, with an answer in JSON; false when none waits by it
   * any more.
   */
  boolean answer(String token, String answer);
}
