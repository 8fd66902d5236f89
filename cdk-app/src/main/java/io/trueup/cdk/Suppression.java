package io.trueup.cdk;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import software.constructs.IConstruct;

/** Says why a rule of cdk-nag's AwsSolutions pack does not hold for a construct. */
public final class Suppression {

  private Suppression() {}

  /** Suppresses a rule ({@code IAM5}) for a construct and all below it, for a reason. */
  public static void of(IConstruct construct, String rule, String reason) {
    NagSuppressions.addResourceSuppressions(
        construct,
        List.of(NagPackSuppression.builder().id("AwsSolutions-" + rule).reason(reason).build()),
        true);
  }
}
