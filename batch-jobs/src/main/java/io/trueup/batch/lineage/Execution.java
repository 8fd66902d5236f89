package io.trueup.batch.lineage;

import java.util.List;

/**
 * The execution of a workflow that a job is a task of, by its ARN: {@code
 * arn:PARTITION:states:REGION:ACCOUNT:execution:WORKFLOW:NAME}.
 */
public record Execution(String arn) {

  private static final int PARTS = 8;

  public Execution {
    if (parts(arn).size() != PARTS) {
      throw new IllegalArgumentException(
          "execution '%s', expected the ARN of a workflow's execution".formatted(arn));
    }
  }

  String workflow() {
    return parts(arn).get(PARTS - 2);
  }

  /** How the ARNs of all that a service has in the workflow's account and region begin. */
  String account(String service) {
    List<String> parts = parts(arn);
    return String.join(":", "arn", parts.get(1), service, parts.get(3), parts.get(4));
  }

  private static List<String> parts(String arn) {
    return List.of(arn.split(":", -1));
  }
}
