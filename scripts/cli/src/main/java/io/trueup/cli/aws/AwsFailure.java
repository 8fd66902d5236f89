package io.trueup.cli.aws;

import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What the SDK's failures mean, in words that a person can act on. */
public final class AwsFailure {

  private static final Set<String> CREDENTIALS =
      Set.of(
          "InvalidClientTokenId",
          "UnrecognizedClientException",
          "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "InvalidSignatureException",
          "AuthFailure",
          "ExpiredToken",
          "ExpiredTokenException");

  private AwsFailure() {}

  public static String explain(SdkException failure) {
    if (failure instanceof AwsServiceException service && service.awsErrorDetails() != null) {
      String code = service.awsErrorDetails().errorCode();
      String said = "%s: %s".formatted(code, service.awsErrorDetails().errorMessage());
      if (CREDENTIALS.contains(code)) {
        return notTaken(said);
      }
      return code.startsWith("AccessDenied")
          ? "the credentials may not do this (%s)".formatted(said)
          : "%s (%s)".formatted(said, service.awsErrorDetails().serviceName());
    }
    String said = String.valueOf(failure.getMessage());
    if (said.contains("load credentials")) {
      return "no AWS credentials were found: expected AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a"
          + " profile (aws configure) or a role; for a demo that was kept, --demo";
    }
    return said.contains("load region")
        ? "no AWS region was found: expected AWS_REGION, or one in the profile"
        : "AWS was not reached: " + said;
  }

  /** That credentials are wrong; {@code said} is AWS's own word. */
  static String notTaken(String said) {
    return "AWS does not take the credentials (%s): `aws sts get-caller-identity` shows whose they are"
        .formatted(said);
  }
}
