package io.trueup.demo.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.demo.host.Cdk;
import io.trueup.demo.host.Checkout;
import io.trueup.demo.host.Deployment;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

class AwsHostTest {

  private static final AwsHost HOST =
      new AwsHost(
          new Checkout(Path.of("..")),
          Path.of("instance"),
          Path.of("pipeline"),
          "123456789012",
          Region.EU_WEST_1);

  @Test
  void announcement_saysWhatWhereAndAtWhatPrice() {
    assertThat(HOST.announcement(100_000, 3))
        .contains("AWS account 123456789012, region eu-west-1")
        .contains("Trueup-demo-data")
        .contains("Trueup-demo-compute")
        .contains("7 Lambda functions")
        .contains("removes all of it")
        .contains("USD")
        .doesNotContain("null");
  }

  @Test
  void settings_ownNameAndNothingKept() {
    assertThat(HOST.settings()).containsEntry("name", "demo").containsEntry("keep", "off");
    assertThat(HOST.target()).isEqualTo("aws://123456789012/eu-west-1");
    assertThat(HOST.environment()).containsEntry("AWS_REGION", "eu-west-1");
    assertThat(HOST.environment().keySet()).noneMatch(name -> name.contains("ENDPOINT"));
  }

  @Test
  void words_ofCdk_arePlainCdkOfThePinnedPackage() {
    Cdk cdk = new Cdk(new Checkout(Path.of("/checkout")), HOST, Path.of("/instance"));
    assertThat(cdk.words(List.of("bootstrap", HOST.target())))
        .startsWith(
            "/checkout/.localstack/npm/node_modules/.bin/cdk",
            "bootstrap",
            "aws://123456789012/eu-west-1")
        .contains("--output", "/instance/cdk.out");
  }

  @Test
  void api_outputWithSlash_isWithout() {
    Deployment deployment =
        new Deployment(Map.of("ApiUrl", "https://x.execute-api.eu-west-1.amazonaws.com/prod/"));
    assertThat(HOST.api(deployment))
        .isEqualTo(URI.create("https://x.execute-api.eu-west-1.amazonaws.com/prod"));
  }

  @Test
  void signing_request_hasTheHeadersOfIam() {
    Signing signing =
        new Signing(
            StaticCredentialsProvider.create(
                AwsSessionCredentials.create("AKID", "secret", "token")),
            Region.EU_WEST_1);
    Map<String, String> headers =
        signing.apply(
            URI.create("https://x.execute-api.eu-west-1.amazonaws.com/prod/v1/views/a?b=%7C%23"));
    assertThat(headers.get("Authorization"))
        .startsWith("AWS4-HMAC-SHA256 Credential=AKID/")
        .contains("/eu-west-1/execute-api/aws4_request")
        .contains("SignedHeaders=host;");
    assertThat(headers).containsEntry("X-Amz-Security-Token", "token").doesNotContainKey("Host");
  }
}
