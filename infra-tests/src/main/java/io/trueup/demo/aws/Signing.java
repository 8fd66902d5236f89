package io.trueup.demo.aws;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.regions.Region;

/** Signs GET requests of a REST API that is behind IAM. Safe for many threads. */
record Signing(AwsCredentialsProvider credentials, Region region)
    implements Function<URI, Map<String, String>> {

  @Override
  public Map<String, String> apply(URI address) {
    SdkHttpRequest request =
        SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(address).build();
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                call ->
                    call.identity(credentials.resolveCredentials())
                        .request(request)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region.id()));
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    signed.request().headers().forEach((name, values) -> headers.put(name, values.get(0)));
    headers.remove("Host"); // the HTTP client writes it by itself, and the same
    return headers;
  }
}
